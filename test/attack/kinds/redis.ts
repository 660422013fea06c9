/** M7, L5: a Redis that is filled, that is full, and that somebody else writes to. */
import { setTimeout as wait } from 'node:timers/promises';
import { createClient } from 'redis';
import { isRedisInstalled, startRedis } from '../../support/redis-server.ts';
import { hold, Skipped } from '../attack.ts';
import type { Attack } from '../attack.ts';
import { authorizationPath } from '../clients.ts';
import { flood } from '../flood.ts';
import { startHosted, withHosted } from '../hosted.ts';
import type { Hosted } from '../hosted.ts';
import { hasToken, runForItself } from '../visitor.ts';

const B = '203.0.113.120';
const MOST_MB = 20;

async function connect(url: string) {
  return createClient({ url }).connect();
}

type Redis = Awaited<ReturnType<typeof connect>>;

async function withRedis(act: (app: Hosted, redis: Redis) => Promise<string>): Promise<string> {
  if (!isRedisInstalled) throw new Skipped('redis-server is not installed');
  const server = await startRedis('--maxmemory', '200mb', '--maxmemory-policy', 'noeviction');
  const redis = await connect(server.url);
  try {
    return await withHosted(startHosted, (app) => act(app, redis), { REDIS_URL: server.url });
  } finally {
    redis.destroy();
    await server.stop();
  }
}

async function usedMb(redis: Redis): Promise<number> {
  return Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1]) / 1e6;
}

const fill = () =>
  withRedis(async (app, redis) => {
    const before = await usedMb(redis);
    const path = authorizationPath('current', { state: 's'.repeat(7_000) });
    const requests = await flood(8_000, 8, () => app.ask({ path, from: B }));
    const start = '/client-credentials/authorize';
    const runs = await flood(400, 8, () => app.ask({ path: start, from: B }));
    const grown = (await usedMb(redis)) - before;
    const words = `${requests.accepted} requests and ${runs.accepted} runs take ${grown.toFixed(1)} MB`;
    hold(requests.refusal !== undefined && runs.refusal !== undefined, `no 429: ${words}`);
    hold(grown < MOST_MB, words);
    return `${words}, then 429`;
  });

const beFull = () =>
  withRedis(async (app, redis) => {
    const before = await app.ask({ path: '/health/ready', from: B });
    await redis.configSet('maxmemory', '1');
    await wait(1_500); // it is tried once a second at the most, however often somebody asks
    const { status } = await app.ask({ path: '/health/ready', from: B });
    const alive = await app.ask({ path: '/health/live', from: B });
    hold(before.status === 200, `readiness says ${before.status} before`);
    hold(status === 503, `nothing can be written, and readiness says ${status}`);
    hold(alive.status === 200, `its health is ${alive.status}`);
    return 'readiness says 503, and it lives';
  });

/** Everything that is A's, put where B's of the same kind is. */
const copy = () =>
  withRedis(async (app, redis) => {
    const [victim, thief] = [app.newVisitor('198.51.100.80'), app.newVisitor(B)];
    await runForItself(victim);
    const ofVictim = await redis.keys('*');
    await thief.get('/resource-owner-password/authorize');
    const ofThief = (await redis.keys('*')).filter((key) => !ofVictim.includes(key));
    const kindOf = (key: string) => key.slice(0, key.lastIndexOf(':'));
    let copies = 0;
    for (const to of ofThief) {
      for (const from of ofVictim.filter((key) => kindOf(key) === kindOf(to))) {
        await redis.copy(from, to, { REPLACE: true });
        copies += 1;
        hold(!(await hasToken(thief)), `a copy of ${kindOf(from)} makes B the victim`);
      }
    }
    hold(copies > 0, 'nothing was copied');
    return `${copies} copies, and B has nothing of A's`;
  });

const notHosted = 'a deployment by compose.yaml alone has no Redis, and nobody else reaches one';

export const redisAttacks: readonly Attack[] = [
  { id: 'M7', tried: 'filling Redis', notHosted, run: fill },
  { id: 'M7', tried: 'a Redis that is full', notHosted, run: beFull },
  { id: 'L5', tried: 'copying A’s session within Redis', notHosted, run: copy },
];
