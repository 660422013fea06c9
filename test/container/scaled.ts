/**
 * The four services of compose.yaml and compose.scale.yaml, each a container with what the files say of it. What
 * compose does itself is done here, for Debian's podman knows no names between containers without a plugin: each
 * is told the addresses of those that it names.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { HOST, caddyfile } from '../load/caddy.ts';
import { HOSTED } from '../support/hosted.ts';
import { findFreePort, isOpen } from '../support/ports.ts';
import { within } from '../support/within.ts';
import { type Service, readServices } from './compose.ts';
import { type Engine, LIMITS } from './engine.ts';
import { buildProgramImage } from './local-images.ts';

const LONGEST_START_MS = 60_000;

export interface Scaled {
  readonly publicUrl: string;
  /** The authority that Caddy has made for itself. */
  readonly ca: string;
  /** As `kill -9` does, or a machine that is gone. */
  kill(name: string): Promise<unknown>;
  start(name: string): Promise<unknown>;
}

/** @param folder What Caddy keeps, in the place of its volume. */
export async function startScaled(engine: Engine, folder: string): Promise<Scaled> {
  const port = await findFreePort();
  const services = readScaled(`${HOST}:${port}`);
  writeFileSync(path.join(folder, 'Caddyfile'), caddyfile('/data', '0.0.0.0'));
  const files = [`${folder}/Caddyfile:/etc/caddy/Caddyfile:ro`, `${folder}:/data`];
  const volumes = files.flatMap((file) => ['--volume', file]);
  const ofProxy = ['--publish', `127.0.0.1:${port}:${port}`, ...volumes];
  const addresses = await chooseAddresses(engine);
  for (const name of addresses.keys()) {
    const service = services[name];
    if (!service) throw new Error(`The files of compose have no service ${name}.`);
    const more = name === 'proxy' ? ofProxy : [];
    await startService(engine, name, service, [...placeOf(name, addresses), ...more]);
  }
  await within(LONGEST_START_MS, 'the start of Caddy', async (signal) => {
    while (!signal.aborted && !(await isOpen(port))) await wait(100);
  });
  const ca = path.join(folder, 'pki/authorities/local/root.crt');
  return {
    publicUrl: `https://${HOST}:${port}`,
    ca: readFileSync(ca, 'utf8'),
    kill: (name) => engine.podman('kill', '--signal', 'KILL', name),
    async start(name) {
      await engine.podman('start', name);
      await untilWell(engine, name);
    },
  };
}

async function startService(
  engine: Engine,
  name: string,
  service: Service,
  place: readonly string[],
): Promise<void> {
  const { image = '', command } = service;
  const words = command === undefined ? [] : wordsOf(command);
  // In the official image it is off, for there nobody reaches Redis whom the network does not let in.
  if (name === 'redis') words.push('--protected-mode', 'no');
  const run = ['run', '--detach', '--pull=never', '--name', name];
  await engine.podman(...run, ...LIMITS, ...optionsOf(service), ...place, image, ...words);
  if (name.startsWith('app')) await untilWell(engine, name);
}

/** Where it is, and where it finds the others. */
function placeOf(name: string, addresses: ReadonlyMap<string, string>): string[] {
  const address = addresses.get(name) ?? '';
  const hosts = [...addresses].flatMap(([one, at]) => ['--add-host', `${one}:${at}`]);
  return ['--ip', address, '--mac-address', macOf(address), ...hosts];
}

/** In the order of their start. They keep them: who is started anew is found where it was. */
async function chooseAddresses(engine: Engine): Promise<ReadonlyMap<string, string>> {
  const [network] = JSON.parse(await engine.podman('network', 'inspect', 'podman')) as [
    { readonly subnets: readonly { readonly subnet: string }[] },
  ];
  const [first, second] = network.subnets[0]?.subnet.split('.') ?? [];
  const third = 100 + Math.floor(Math.random() * 100); // others may run the same beside it
  const names = ['redis', 'app', 'app-2', 'proxy'];
  return new Map(names.map((name, at) => [name, `${first}.${second}.${third}.${10 + at}`]));
}

/** As Docker makes it of the address: with another one after a restart, the others would not find it for a while. */
const macOf = (address: string) =>
  ['02:42', ...address.split('.').map((one) => Number(one).toString(16).padStart(2, '0'))].join(
    ':',
  );

/** Both files, as compose reads the one over the other. */
function readScaled(host: string): Readonly<Record<string, Service>> {
  const given = { DEMO_HOST: host, SESSION_SECRET: HOSTED.SESSION_SECRET };
  const [one, more] = ['compose.yaml', 'compose.scale.yaml'].map((file) =>
    readServices(file, given),
  );
  const names = new Set(Object.keys({ ...one, ...more }));
  return Object.fromEntries(
    [...names].map((name): [string, Service] => {
      const [base, over] = [one?.[more?.[name]?.extends?.service ?? name], more?.[name]];
      const environment = { ...base?.environment, ...over?.environment };
      return [name, { ...base, ...over, environment }];
    }),
  );
}

function optionsOf(service: Service): string[] {
  const { environment, mem_limit, read_only, cap_drop = [], security_opt = [] } = service;
  return [
    ...Object.entries(environment).flatMap((pair) => ['--env', pair.join('=')]),
    ...(mem_limit === undefined ? [] : ['--memory', mem_limit]),
    ...(read_only === true ? ['--read-only'] : []),
    ...cap_drop.flatMap((one) => ['--cap-drop', one]),
    ...security_opt.flatMap((one) => ['--security-opt', one.replace(/:true$/, '')]),
  ];
}

/** As a shell reads it, as far as compose.scale.yaml needs that: `--save ""`. */
const wordsOf = (line: string) => line.split(' ').map((word) => (word === '""' ? '' : word));

async function untilWell(engine: Engine, name: string): Promise<void> {
  const isWell = () =>
    engine.podman('healthcheck', 'run', name).then(
      () => true,
      () => false,
    );
  await within(LONGEST_START_MS, `the health of ${name}`, async (signal) => {
    while (!signal.aborted && !(await isWell())) await wait(200);
  });
}

/** Redis and Caddy, by the names that the files have for them. */
export async function buildScaledImages(engine: Engine): Promise<void> {
  const services = readScaled(HOST);
  await buildProgramImage(engine, 'redis-server', services['redis']?.image ?? '');
  await buildProgramImage(engine, 'caddy', services['proxy']?.image ?? '');
}
