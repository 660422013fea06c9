import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HOST, startCaddy } from '../load/caddy.ts';
import { GRANTS, runFlow } from '../load/flows.ts';
import { openVisitors } from '../load/visitors.ts';
import { Browser } from '../support/browser.ts';
import { HOSTED } from '../support/hosted.ts';
import { findFreePort } from '../support/ports.ts';
import { sendRaw } from '../support/raw.ts';
import { isRedisInstalled, startRedis } from '../support/redis-server.ts';
import { isInstalled } from '../support/start-process.ts';
import { readServices } from './compose.ts';
import { APP, type Container, type Engine, SANDBOX, openEngine } from './engine.ts';
import { canRunContainers, note } from './tools.ts';

const MB = 1_000_000;
const MOST_MS_TO_BUILD = 400_000;
/** Podman and Docker grant ten seconds by default, and then kill. */
const MOST_MS_TO_STOP = 10_000;
const CONTROL_TOKEN = 'Jx4mTq8vWz2LpR6yKc9NbF3sHd7GeU5a';

const describeImage = canRunContainers ? describe : describe.skip;
const describeCaddy = isInstalled('caddy', 'version') ? describe : describe.skip;
const describeRedis = isRedisInstalled ? describe : describe.skip;

describeImage(`The image${note}`, () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine();
  }, MOST_MS_TO_BUILD);
  afterAll(() => engine?.remove());

  async function inspect(image: string) {
    const [found] = JSON.parse(await engine.podman('image', 'inspect', image)) as [
      { Size: number },
    ];
    return found;
  }

  const isWell = ({ name }: Container) =>
    engine.podman('healthcheck', 'run', name).then(
      () => true,
      () => false,
    );

  async function expectStop(container: Container): Promise<void> {
    const began = Date.now();
    expect(await container.stop('SIGTERM')).toBe(0);
    expect(Date.now() - began).toBeLessThan(MOST_MS_TO_STOP);
  }

  describe('as it is built', () => {
    it('takes at most 140 MB with Node, and 5 MB without', async () => {
      const ours = [...(await engine.files())].filter(([file]) => file.startsWith('app/'));
      const bytes = ours.reduce((sum, [, one]) => sum + one, 0);

      expect((await inspect(APP)).Size).toBeLessThanOrEqual(140 * MB);
      expect(bytes).toBeLessThanOrEqual(5 * MB);
      expect(bytes).toBeGreaterThan(MB);
    });

    it('holds Node, its libraries and the app: no npm, no shell, no sources, no settings of anybody', async () => {
      const files = [...(await engine.files()).keys()];
      const isLibrary = (file: string) =>
        /^(usr\/)?lib(64)?\/(\S+\/)?(lib|ld-)[\w+.-]+$/.test(file);
      const isMadeByPodman = (file: string) => /^(dev|proc|sys|run|etc)\//.test(file);
      const known =
        /^app\/(LICENSE|config\.json|package\.json|(dist|docs|public|snippets|views)\/.+|packaging\/image\/command\.ts)$/;

      const others = files.filter((file) => !isLibrary(file) && !isMadeByPodman(file));
      expect(others.filter((file) => !known.test(file))).toEqual(['usr/local/bin/node']);
      expect(files.filter((file) => /\.map$|node_modules|\.env|^app\/src\//.test(file))).toEqual(
        [],
      );
    });

    it('is not root, has labels and a check of its health, and one command or the other', async () => {
      const command = ['node', 'packaging/image/command.ts'];
      const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
      for (const [image, name] of [
        [APP, 'app'],
        [SANDBOX, 'sandbox'],
      ] as const) {
        expect(await inspect(image)).toMatchObject({
          Config: { User: '10001:10001', Entrypoint: command, Cmd: [name] },
          Healthcheck: { Test: ['CMD', ...command, 'healthcheck'] },
          Labels: {
            'org.opencontainers.image.title': 'bitbucket-oauth-grants',
            'org.opencontainers.image.description': expect.stringContaining('OAuth 2.0'),
            'org.opencontainers.image.licenses': 'MIT',
            'org.opencontainers.image.version': version,
            'org.opencontainers.image.revision': 'tried',
          },
        });
      }
    });
  });

  describe('as the app, read-only, with 256 MB and no capability', () => {
    it('runs all four grants through a mapped port, is well, and stops in time', async () => {
      const container = await engine.start({
        image: APP,
        port: 3000,
        env: (url) => ({ PUBLIC_URL: url }),
      });

      for (let turn = 0; turn < 2 * GRANTS.length; turn += 1) {
        await runFlow(new Browser(container.url), turn);
      }
      const code = '/authorization-code?step=A&view=code&language=bash';
      expect((await new Browser(container.url).get(code)).text).toContain('BITBUCKET_CONSUMER_KEY');
      expect(await isWell(container)).toBe(true);
      await expectStop(container);
      expect(container.stderr()).toBe('');
    });

    it('is not well while it drains', async () => {
      const env = (url: string) => ({ PUBLIC_URL: url, DRAIN_SECONDS: '5' });
      const container = await engine.start({ image: APP, port: 3000, env });

      expect(await isWell(container)).toBe(true);
      container.signal('SIGTERM');
      while ((await fetch(`${container.url}/health/ready`)).ok);

      expect(await isWell(container)).toBe(false);
      expect(await container.ended).toBe(0);
    });

    it('R16 says what is wrong with its settings, and ends', async () => {
      const wrong = engine.start({ image: APP, port: 3000, env: () => ({ PORT: 'none' }) });

      await expect(wrong).rejects.toThrow(/\(1\): .*PORT must be a whole number/s);
    });
  });

  describeCaddy('as the app, behind Caddy', () => {
    it('runs all four grants through TLS, by compose.yaml and deploy/Caddyfile', async () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'behind-caddy-'));
      const port = await findFreePort();
      const given = { DEMO_HOST: `${HOST}:${port}`, SESSION_SECRET: HOSTED.SESSION_SECRET };
      const settings = readServices('compose.yaml', given)['app']?.environment ?? {};
      const container = await engine.start({ image: APP, port: 3000, env: () => settings });
      const caddy = await startCaddy(port, [container.port], folder);
      try {
        const visitors = openVisitors(`https://${HOST}:${port}`, caddy.ca);
        while (visitors.outcome().flows < 3 * GRANTS.length) await wait(50);

        expect(await visitors.leave()).toMatchObject({ failures: [] });
        await expectStop(container);
      } finally {
        await caddy.stop();
        rmSync(folder, { recursive: true });
      }
    });
  });

  describeRedis('as the app, with Redis', () => {
    it('keeps its runs in Redis, with nothing installed beside it', async () => {
      const [redis, port] = [await startRedis(), await findFreePort()];
      const env = (url: string) => ({
        PUBLIC_URL: url,
        HOST: '127.0.0.1',
        PORT: String(port),
        REDIS_URL: redis.url,
        SESSION_SECRET: HOSTED.SESSION_SECRET,
      });
      try {
        const container = await engine.start({ image: APP, port, isOnHost: true, env });

        for (let turn = 0; turn < GRANTS.length; turn += 1) {
          await runFlow(new Browser(container.url), turn);
        }
        const [before, , after] = [
          await isWell(container),
          await redis.stop(),
          await isWell(container),
        ];
        expect([before, after]).toEqual([true, false]);
        await expectStop(container);
      } finally {
        await redis.stop();
      }
    });
  });

  describe('as the sandbox', () => {
    const CONTROL_OFF = 'SANDBOX_CONTROL_TOKEN is not set: the control API is off.\n';
    const NAME = 'sandbox.test';

    it('gives a token through a mapped port, and its API takes it', async () => {
      const container = await engine.start({ image: SANDBOX, port: 7999 });
      const [, id = '', secret = ''] =
        /client id (\S+), secret (\S+),/.exec(container.stdout()) ?? [];

      const answer = await fetch(`${container.url}/site/oauth2/access_token`, {
        method: 'POST',
        headers: { Authorization: `Basic ${btoa(`${id}:${secret}`)}` },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });
      const { access_token: token } = (await answer.json()) as { access_token: string };
      const headers = { Authorization: `Bearer ${token}` };
      const user = await fetch(`${container.url}/2.0/user`, { headers });

      expect(await user.text()).toContain(`"href":"${container.url}/2.0/`); // its own links, by the port outside
      expect(await isWell(container)).toBe(true);
      await expectStop(container);
    });

    it('has no control API without a token, and says so in one line', async () => {
      const container = await engine.start({ image: APP, port: 7999, command: ['sandbox'] });

      expect((await fetch(`${container.url}/_sandbox`)).status).toBe(404);
      await expectStop(container);
      expect(container.stderr()).toBe(CONTROL_OFF); // by now all of it is here
    });

    it('is driven by whoever knows the token, and by the names that are listed', async () => {
      const env = () => ({ SANDBOX_CONTROL_TOKEN: CONTROL_TOKEN, SANDBOX_HOSTS: NAME });
      const command = ['sandbox', '--era', 'legacy'];
      const container = await engine.start({ image: APP, port: 7999, env, command });
      const ask = async (Host: string, Authorization: string) => {
        const { status } = await sendRaw(container.url, {
          path: '/_sandbox',
          headers: { Host, Authorization },
        });
        return status;
      };

      expect([container.stderr(), container.stdout()]).toEqual([
        '',
        expect.stringContaining('era legacy'),
      ]);
      expect(await ask(`${NAME}:7999`, `Bearer ${CONTROL_TOKEN}`)).toBe(200);
      expect(await ask(`${NAME}:7999`, 'Bearer another')).toBe(401);
      expect(await ask('elsewhere.test:7999', `Bearer ${CONTROL_TOKEN}`)).toBe(421);
      await expectStop(container);
    });
  });
});
