/**
 * The services of compose.yaml and of a file over it, each a container with what the files say of it. What compose
 * does itself is done here, for Debian's podman knows no names between containers without a plugin: each is told
 * the addresses of those that it names.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { HOST, caddyfile } from '../load/caddy.ts';
import { openWay } from '../load/visitors.ts';
import { HOSTED } from '../support/hosted.ts';
import { findFreePort, isOpen } from '../support/ports.ts';
import { within } from '../support/within.ts';
import { type Service, readServices } from './compose.ts';
import { type Engine, LIMITS } from './engine.ts';
import { buildProgramImage } from './local-images.ts';

const LONGEST_START_MS = 60_000;

/** In the order of their start. */
const NAMES = ['redis', 'app', 'app-2', 'proxy'] as const;
/** Those whose images stand in for official ones. */
const PROGRAMS = { redis: 'redis-server', proxy: 'caddy' } as const;

/** Over compose.yaml. */
export type ComposeFile = 'compose.scale.yaml' | 'compose.sticky.yaml';

export interface Services {
  readonly publicUrl: string;
  /** To it, with trust in the authority that Caddy has made for itself. */
  readonly way: ReturnType<typeof openWay>;
  /** As `kill -9` does, or a machine that is gone. */
  kill(name: string): Promise<unknown>;
  /** Once more, with what it remembered gone. */
  start(name: string): Promise<unknown>;
}

/** @param folder What Caddy keeps, in the place of its volume. */
export async function startServices(
  engine: Engine,
  file: ComposeFile,
  folder: string,
): Promise<Services> {
  const port = await findFreePort();
  const publicUrl = `https://${HOST}:${port}`;
  const services = readBoth(file, `${HOST}:${port}`);
  await buildProgramImages(engine, services);
  writeFileSync(path.join(folder, 'Caddyfile'), caddyfile('/data', '0.0.0.0'));
  const mounted = [`${folder}/Caddyfile:/etc/caddy/Caddyfile:ro`, `${folder}:/data`];
  const volumes = mounted.flatMap((one) => ['--volume', one]);
  const ofProxy = ['--publish', `127.0.0.1:${port}:${port}`, ...volumes];
  const addresses = await chooseAddresses(engine, [...services.keys()]);
  for (const [name, service] of services) {
    const more = name === 'proxy' ? ofProxy : [];
    await startService(engine, name, service, [...placeOf(name, addresses), ...more]);
  }
  await untilIt(() => isOpen(port), 'the start of Caddy');
  const ca = readFileSync(path.join(folder, 'pki/authorities/local/root.crt'), 'utf8');
  const way = openWay(publicUrl, ca, '127.0.0.1');
  const isAnswered = () => succeeds(way.send(new URL(publicUrl), { method: 'GET' }));
  await untilIt(isAnswered, 'the certificate of Caddy'); // it listens before it has one
  return {
    publicUrl,
    way,
    kill: (name) => engine.podman('kill', '--signal', 'KILL', name),
    async start(name) {
      await engine.podman('start', name);
      if (name.startsWith('app')) await untilWell(engine, name);
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

/** They keep them: who is started anew is found where it was. */
async function chooseAddresses(
  engine: Engine,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const [network] = JSON.parse(await engine.podman('network', 'inspect', 'podman')) as [
    { readonly subnets: readonly { readonly subnet: string }[] },
  ];
  const [first, second] = network.subnets[0]?.subnet.split('.') ?? [];
  const third = 100 + Math.floor(Math.random() * 100); // others may run the same beside it
  return new Map(names.map((name, at) => [name, `${first}.${second}.${third}.${10 + at}`]));
}

/** As Docker makes it of the address: with another one after a restart, the others would not find it for a while. */
const macOf = (address: string) =>
  ['02:42', ...address.split('.').map((one) => Number(one).toString(16).padStart(2, '0'))].join(
    ':',
  );

/** Both files, as compose reads the one over the other; in the order of their start. */
function readBoth(file: ComposeFile, host: string): ReadonlyMap<string, Service> {
  const given = { DEMO_HOST: host, SESSION_SECRET: HOSTED.SESSION_SECRET };
  const one = readServices('compose.yaml', given);
  const more = readServices(file, given);
  const names = NAMES.filter((name) => name in { ...one, ...more });
  return new Map(
    names.map((name): [string, Service] => {
      const [base, over] = [one[more[name]?.extends?.service ?? name], more[name]];
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

const untilWell = (engine: Engine, name: string) =>
  untilIt(() => succeeds(engine.podman('healthcheck', 'run', name)), `the health of ${name}`);

const untilIt = (isSo: () => Promise<boolean>, what: string) =>
  within(LONGEST_START_MS, what, async (signal) => {
    while (!signal.aborted && !(await isSo())) await wait(100);
  });

const succeeds = (attempt: Promise<unknown>) =>
  attempt.then(
    () => true,
    () => false,
  );

/** By the names that the files have for them. What another file of tests has built is there still. */
async function buildProgramImages(
  engine: Engine,
  services: ReadonlyMap<string, Service>,
): Promise<void> {
  for (const [name, program] of Object.entries(PROGRAMS)) {
    const image = services.get(name)?.image;
    if (image !== undefined && !(await engine.podman('images', '--quiet', image)))
      await buildProgramImage(engine, program, image);
  }
}
