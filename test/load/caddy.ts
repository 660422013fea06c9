/** Caddy in front of the processes, as a deployment has it, by the same file: TLS, health checks, retries. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import tls from 'node:tls';
import { isOpen } from '../support/ports.ts';
import { type Started, startProcess } from '../support/start-process.ts';

export const HOST = 'demo.example';

/** `health_interval`: the proxy asks twice a second, so it has turned away long before a process that drains closes its port. */
export const HEALTH_INTERVAL_MS = 500;
/** `health_timeout`: a look at an address where nobody is any more lasts that long, and until its end it counts as healthy. */
export const HEALTH_TIMEOUT_MS = 5_000;
export const DRAIN_SECONDS = 3;

/**
 * deploy/Caddyfile, line by line.
 *
 * `lb_try_duration`: where a process refuses the connection, Caddy tries the other. That saves a GET
 * and no POST: Caddy 2.6 has closed its body by then ("invalid Read on closed Body", 502). A POST into
 * a connection that the app has just closed is lost, too, for it could have been done ("connection
 * reset by peer", 502). So no POST may reach a process that closes anything. That is what
 * DRAIN_SECONDS is for: the health check leads everything away while the port is open still, and each
 * answer says `Connection: close`. With 0 here, about ten of 500 flows fail.
 *
 * `lb_policy`: `least_conn` looks at every process. Not `round_robin`: in Caddy 2.6 all requests move one counter, so
 * while a process is turned away, one of two requests at the same moment can meet only that one, and is
 * answered with 503 ("no upstreams available") although the other process is well.
 *
 * `handle_errors`: nobody is ready while Redis is away, and what Caddy would answer by itself has no word in it. So
 * one of them is asked anyway: each says on a page what is wrong and what to do, and what needs no memory goes on.
 * A GET waits for `lb_try_duration` before that, so that a Redis which is back within seconds is missed by few.
 *
 * `keepalive`: below the 65 seconds after which the app closes a connection that is idle.
 *
 * `log`: an error would be written with its request: an address, and the code and state of a callback.
 *
 * `servers`: as long as the app waits for a request. Caddy's own limit is none.
 */
const FILE = readFileSync(path.resolve(import.meta.dirname, '../../deploy/Caddyfile'), 'utf8');

/** For this machine alone: certificates of its own, and nothing outside the folder. */
export function caddyfile(folder: string, address = '127.0.0.1'): string {
  const own = `{
  admin off
  local_certs
  default_bind ${address}
  auto_https disable_redirects
  skip_install_trust
  storage file_system ${folder}
`;
  assert.match(FILE, /^\{\n/m, 'deploy/Caddyfile has no options for all sites.');
  return FILE.replace(/^\{\n/m, own);
}

/**
 * @param env More of deploy/Caddyfile: LB_POLICY.
 * @returns The proxy, and the certificate of the authority that it has made for itself.
 */
export async function startCaddy(
  port: number,
  upstreams: readonly number[],
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Started & { readonly ca: string }> {
  const file = path.join(folder, 'Caddyfile');
  writeFileSync(file, caddyfile(folder));
  const command = ['caddy', 'run', '--config', file, '--adapter', 'caddyfile'];
  const own = {
    XDG_CONFIG_HOME: folder,
    XDG_DATA_HOME: folder,
    SITE: `https://${HOST}:${port}`,
    UPSTREAMS: upstreams.map((upstream) => `127.0.0.1:${upstream}`).join(' '),
    ...env,
  };
  const caddy = startProcess(command, { env: own, stdio: ['ignore', 'ignore', 'pipe'] });
  const until = async (isSo: () => Promise<boolean>) => {
    while (!(await isSo())) {
      if (!caddy.isAlive()) throw new Error(`Caddy ended at its start: ${caddy.stderr()}`);
      await wait(20);
    }
  };
  await until(() => isOpen(port));
  const ca = readFileSync(path.join(folder, 'pki/authorities/local/root.crt'), 'utf8');
  await until(() => isTrusted(port, ca));
  await wait(2 * HEALTH_INTERVAL_MS); // it knows by then who is well
  return { ...caddy, ca };
}

/** It listens before it has a certificate. */
function isTrusted(port: number, ca: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = tls.connect({ port, host: '127.0.0.1', servername: HOST, ca });
    socket.on('secureConnect', () => socket.end() && resolve(true));
    socket.on('error', () => resolve(false));
  });
}
