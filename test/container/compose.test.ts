import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../src/config/config.ts';
import { VARIABLES } from '../../src/config/settings.ts';
import { HOSTED } from '../support/hosted.ts';
import { isInstalled, run } from '../support/start-process.ts';
import { readServices } from './compose.ts';

const GIVEN: Readonly<Record<string, string>> = {
  DEMO_HOST: 'demo.example',
  SESSION_SECRET: HOSTED.SESSION_SECRET,
};
const one = readServices('compose.yaml', GIVEN);
const sticky = readServices('compose.sticky.yaml', GIVEN);
const scaled = readServices('compose.scale.yaml', GIVEN);
const OF_SEVERAL = [
  ['compose.sticky.yaml', sticky],
  ['compose.scale.yaml', scaled],
] as const;
const portOfImage = /\bPORT=(\d+)/.exec(readFileSync('Containerfile', 'utf8'))?.[1];

const envOf = (services: typeof one, name: string) => services[name]?.environment ?? {};
const APPS = [
  ['one app', envOf(one, 'app')],
  ...OF_SEVERAL.flatMap(([file, services]) =>
    ['app', 'app-2'].map(
      (name) => [`${name} of ${file}`, { ...envOf(one, 'app'), ...envOf(services, name) }] as const,
    ),
  ),
] as const;

const hasCompose = isInstalled('podman-compose', 'version');
const note = hasCompose ? '' : ' (skipped: podman-compose not installed)';

(hasCompose ? describe : describe.skip)(`podman-compose${note}`, () => {
  /** @returns The containers that it would run, each as a command of podman. */
  async function containersOf(file: string, given: Readonly<Record<string, string>> = {}) {
    const files = ['--file', 'compose.yaml', '--file', file];
    const command = ['podman-compose', '--dry-run', ...files, 'up', '--detach', '--no-build'];
    const { code, stdout, stderr } = await run(command, { env: { ...GIVEN, ...given } });
    const runs = `${stdout}${stderr}`.split('\n').filter((line) => line.startsWith('podman run'));

    expect(code).toBe(0);
    expect(runs.filter((line) => line.includes('${'))).toEqual([]); // nothing is left to be filled in
    const named = runs.map((line) => [/service=(\S+)/.exec(line)?.[1] ?? '', line] as const);
    return new Map(named);
  }

  it('makes of compose.scale.yaml two apps on one Redis, sticky or not', async () => {
    const containers = await containersOf('compose.scale.yaml');
    const stuck = await containersOf('compose.scale.yaml', { LB_POLICY: 'cookie' });

    expect([...containers.keys()]).toEqual(['redis', 'app', 'app-2', 'proxy']);
    for (const name of ['app', 'app-2'])
      expect(containers.get(name)).toContain('-e REDIS_URL=redis://redis:6379 ');
    expect(containers.get('proxy')).toContain('UPSTREAMS=app:3000 app-2:3000');
    expect(containers.get('proxy')).toContain('-e LB_POLICY=least_conn ');
    expect(stuck.get('proxy')).toContain('-e LB_POLICY=cookie ');
  });

  it('makes of compose.sticky.yaml two apps in memory, and a proxy that keeps a visitor at one', async () => {
    const containers = await containersOf('compose.sticky.yaml');

    expect([...containers.keys()]).toEqual(['app', 'app-2', 'proxy']);
    for (const name of ['app', 'app-2']) expect(containers.get(name)).not.toContain('REDIS_URL');
    expect(containers.get('proxy')).toContain('UPSTREAMS=app:3000 app-2:3000');
    expect(containers.get('proxy')).toContain('-e LB_POLICY=cookie ');
  });
});

describe('compose.yaml, compose.sticky.yaml and compose.scale.yaml', () => {
  it.each(APPS)('set what the app takes, and nothing else: %s', (_which, env) => {
    const known = new Set<string>([...Object.values(VARIABLES), 'NODE_ENV', 'NODE_OPTIONS']);

    expect(Object.keys(env).filter((name) => !known.has(name))).toEqual([]);
    expect(loadConfig('none.json', env)).toMatchObject({
      isProduction: true,
      publicUrl: 'https://demo.example',
      trustedProxies: 1,
      host: '0.0.0.0',
    });
  });

  it.each(OF_SEVERAL)(
    'have the two apps differ in nothing but where they run: %s',
    (_file, two) => {
      expect(two['app-2']?.extends).toEqual({ file: 'compose.yaml', service: 'app' });
      expect(envOf(two, 'app-2')).toEqual(envOf(two, 'app'));
    },
  );

  it('build the image of the Containerfile, and say of what revision it is', () => {
    const args = (given = GIVEN) => readServices('compose.yaml', given)['app']?.build?.args;
    const taken = [...readFileSync('Containerfile', 'utf8').matchAll(/^ARG (\w+)/gm)];

    expect(taken.map(([, name]) => name)).toEqual(
      expect.arrayContaining(Object.keys(args() ?? {})),
    );
    expect(one['app']?.build?.dockerfile).toBe('Containerfile');
    expect(args()).toEqual({ REVISION: 'unknown' });
    expect(args({ ...GIVEN, REVISION: 'a1b2c3' })).toEqual({ REVISION: 'a1b2c3' });
  });

  it('give Caddy all that deploy/Caddyfile asks for', () => {
    const asked = readFileSync('deploy/Caddyfile', 'utf8').matchAll(/\{\$(\w+)/g);

    expect(new Set(Object.keys(envOf(one, 'proxy')))).toEqual(
      new Set([...asked].map(([, name]) => name)),
    );
  });

  it('lead Caddy and the apps to services and ports that are there', () => {
    const services = { ...one, ...scaled };
    const upstreams = [one, sticky, scaled].map(
      (of) => envOf(of, 'proxy')['UPSTREAMS']?.split(' ') ?? [],
    );
    const redis = new URL(envOf(scaled, 'app')['REDIS_URL'] ?? '');

    expect(envOf(one, 'proxy')['SITE']).toBe(envOf(one, 'app')['PUBLIC_URL']);
    const two = ['app:3000', 'app-2:3000'];
    expect(upstreams).toEqual([['app:3000'], two, two]);
    expect(portOfImage).toBe('3000');
    expect(Object.keys(services)).toEqual(expect.arrayContaining(['app', 'app-2', 'redis']));
    expect([redis.hostname, redis.port]).toEqual(['redis', '6379']);
    expect(scaled['redis']?.command).toMatch(/--maxmemory-policy allkeys-lru$/);
  });

  it('S43 publish the ports of Caddy alone: who is outside reaches no app, no metrics and no Redis past it', () => {
    const published = [one, sticky, scaled].flatMap((services) =>
      Object.entries(services).flatMap(([name, { ports = [] }]) => ports.map((at) => [name, at])),
    );

    expect(published).toEqual([
      ['proxy', '80:80'],
      ['proxy', '443:443'],
    ]);
    expect(one['app']).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
  });

  it.each(OF_SEVERAL)(
    'drain where another app goes on, and wait longer for its end: %s',
    (_file, two) => {
      const drain = Number(envOf(two, 'app')['DRAIN_SECONDS']);

      expect(Number.parseInt(one['app']?.stop_grace_period ?? '', 10)).toBeGreaterThan(drain + 8);
      expect(drain).toBeGreaterThan(0);
      expect(envOf(one, 'app')).not.toHaveProperty('DRAIN_SECONDS');
    },
  );
});
