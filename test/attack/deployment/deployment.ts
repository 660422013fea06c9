/** The app as docs/hosting.md has it: its image behind Caddy with TLS, by compose.yaml and deploy/Caddyfile. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import https from 'node:https';
import net, { type LookupFunction } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { readServices } from '../../container/compose.ts';
import { APP, type Container, type Engine, openEngine } from '../../container/engine.ts';
import { HOST, startCaddy } from '../../load/caddy.ts';
import { Browser } from '../../support/browser.ts';
import { HOSTED } from '../../support/hosted.ts';
import { findFreePort } from '../../support/ports.ts';
import { sendRaw, sendTo } from '../../support/raw.ts';
import { within } from '../../support/within.ts';
import { type Env, type Hosted, LONGEST_CONNECT_MS, toRaw } from '../hosted.ts';

export interface Deployment extends Hosted {
  readonly container: Container;
  /** The authority that the proxy has made for itself. */
  readonly ca: string;
  /** What the proxy has written. */
  proxyLog(): string;
}

export interface Target {
  readonly engine: Engine;
  start(env?: Env): Promise<Deployment>;
  close(): Promise<void>;
}

const LONGEST_START_MS = 60_000;

/** One for all who leave it as it is; it logs each request. */
export type Shared = () => Promise<Deployment>;

/** Builds the image, which takes a minute. */
export async function openTarget(): Promise<Target> {
  const engine = await openEngine();
  return {
    engine,
    start: (env = {}) =>
      within(LONGEST_START_MS, 'the start of a deployment', () => startDeployment(engine, env)),
    close: () => engine.remove(),
  };
}

async function startDeployment(engine: Engine, env: Env): Promise<Deployment> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'deployment-'));
  const port = await findFreePort();
  const given = { DEMO_HOST: `${HOST}:${port}`, SESSION_SECRET: HOSTED.SESSION_SECRET };
  const settings = { ...readServices('compose.yaml', given)['app']?.environment, ...env };
  const container = await engine.start({ image: APP, port: 3000, env: () => settings });
  const caddy = await startCaddy(port, [container.port], folder);
  const way = wayTo(port, caddy.ca);
  return {
    ...container,
    ...way,
    container,
    ca: caddy.ca,
    proxyLog: () => caddy.stderr(),
    async close() {
      way.close();
      await caddy.stop();
      await engine.podman('rm', '--force', '--time', '0', container.name);
      await container.ended;
      rmSync(folder, { recursive: true });
    },
  };
}

/** All of 127.0.0.0/8 is this machine: to Caddy, whoever comes has an address of their own. */
export function loopbackOf(address: string): string {
  if (net.isIPv6(address)) return '127.6.0.1'; // the attacks have one network of them
  const [first, , third, fourth] = address.split('.');
  return `127.${first}.${third}.${fourth}`;
}

const toThisMachine: LookupFunction = (_name, _options, found) => found(null, '127.0.0.1', 4);

function wayTo(port: number, ca: string) {
  const publicUrl = `https://${HOST}:${port}`;
  const agents = new Map<string, https.Agent>();
  const agentOf = (address: string) => {
    const localAddress = loopbackOf(address);
    const connection = {
      ca,
      servername: HOST,
      localAddress,
      lookup: toThisMachine,
      autoSelectFamily: false,
    };
    const agent =
      agents.get(localAddress) ??
      new https.Agent({ ...connection, keepAlive: true, maxSockets: 16 });
    agents.set(localAddress, agent);
    return agent;
  };
  return {
    publicUrl,
    newVisitor: (address: string) => new Browser(publicUrl, sendTo(publicUrl, agentOf(address))),
    ask: (request: Parameters<Hosted['ask']>[0]) =>
      sendRaw(publicUrl, toRaw(publicUrl, request), agentOf(request.from)),
    async connect(from: string) {
      const socket = tls.connect({
        socket: net.connect({ host: '127.0.0.1', port, localAddress: loopbackOf(from) }),
        servername: HOST,
        ca,
        ALPNProtocols: ['http/1.1'],
      });
      socket.on('error', () => undefined);
      await within(LONGEST_CONNECT_MS, 'a connection over TLS', (signal) =>
        once(socket, 'secureConnect', { signal }),
      );
      return socket;
    },
    close: () => agents.forEach((agent) => agent.destroy()),
  };
}
