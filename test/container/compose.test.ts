import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../src/config/config.ts';
import { VARIABLES } from '../../src/config/settings.ts';
import { HOSTED } from '../support/hosted.ts';
import { isInstalled, run } from '../support/start-process.ts';
import { readServices } from './compose.ts';

const GIVEN = { DEMO_HOST: 'demo.example', SESSION_SECRET: HOSTED.SESSION_SECRET };
const one = readServices('compose.yaml', GIVEN);
const scaled = readServices('compose.scale.yaml', GIVEN);
const portOfImage = /\bPORT=(\d+)/.exec(readFileSync('Containerfile', 'utf8'))?.[1];

const envOf = (services: typeof one, name: string) => services[name]?.environment ?? {};
const APPS = [
  ['one app', envOf(one, 'app')],
  ['the first of two', { ...envOf(one, 'app'), ...envOf(scaled, 'app') }],
  ['the second of two', { ...envOf(one, 'app'), ...envOf(scaled, 'app-2') }],
] as const;

const hasCompose = isInstalled('podman-compose', 'version');
const note = hasCompose ? '' : ' (skipped: podman-compose not installed)';

(hasCompose ? describe : describe.skip)(`podman-compose${note}`, () => {
  it('makes of both files four containers: nothing in them is left to be filled in', async () => {
    const files = '--file compose.yaml --file compose.scale.yaml'.split(' ');
    const command = ['podman-compose', '--dry-run', ...files, 'up', '--detach', '--no-build'];
    const { code, stdout, stderr } = await run(command, { env: GIVEN });
    const runs = `${stdout}${stderr}`.split('\n').filter((line) => line.startsWith('podman run'));

    expect([code, runs.map((line) => /service=(\S+)/.exec(line)?.[1])]).toEqual([
      0,
      ['redis', 'app', 'app-2', 'proxy'],
    ]);
    expect(runs.filter((line) => line.includes('${'))).toEqual([]);
    expect(runs.filter((line) => line.includes('-e REDIS_URL=redis://redis:6379 '))).toHaveLength(
      2,
    );
    expect(runs.at(-1)).toContain('UPSTREAMS=app:3000 app-2:3000');
  });
});

describe('compose.yaml and compose.scale.yaml', () => {
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

  it('have the two apps differ in nothing but where they run', () => {
    expect(scaled['app-2']?.extends).toEqual({ file: 'compose.yaml', service: 'app' });
    expect(envOf(scaled, 'app-2')).toEqual(envOf(scaled, 'app'));
  });

  it('lead Caddy and the apps to services and ports that are there', () => {
    const services = { ...one, ...scaled };
    const upstreams = [envOf(one, 'proxy'), envOf(scaled, 'proxy')].flatMap(({ UPSTREAMS = '' }) =>
      UPSTREAMS.split(' '),
    );
    const redis = new URL(envOf(scaled, 'app')['REDIS_URL'] ?? '');

    expect(envOf(one, 'proxy')['SITE']).toBe(envOf(one, 'app')['PUBLIC_URL']);
    expect(upstreams).toEqual(['app:3000', 'app:3000', 'app-2:3000']);
    expect(portOfImage).toBe('3000');
    expect(Object.keys(services)).toEqual(expect.arrayContaining(['app', 'app-2', 'redis']));
    expect([redis.hostname, redis.port]).toEqual(['redis', '6379']);
    expect(scaled['redis']?.command).toMatch(/--maxmemory-policy allkeys-lru$/);
  });

  it('S43 publish the ports of Caddy alone: who is outside reaches no app, no metrics and no Redis past it', () => {
    const published = [one, scaled].flatMap((services) =>
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

  it('drain where another app goes on, and wait longer for its end than it drains and finishes', () => {
    const drain = Number(envOf(scaled, 'app')['DRAIN_SECONDS']);

    expect(Number.parseInt(one['app']?.stop_grace_period ?? '', 10)).toBeGreaterThan(drain + 8);
    expect(drain).toBeGreaterThan(0);
    expect(envOf(one, 'app')).not.toHaveProperty('DRAIN_SECONDS');
  });
});
