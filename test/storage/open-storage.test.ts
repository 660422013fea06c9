import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createClient } from 'redis';
import { loadConfig } from '../../src/config/config.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { describeWithRedis, redisNote, startRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';

/** What was logged is in `log()`. */
async function openLogged(redis: Pick<TestRedis, 'url'>) {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const config = loadConfig('/nowhere/config.json', {
    REDIS_URL: redis.url,
    SESSION_SECRET: 'a secret of at least thirty-two characters',
  });
  const storage = await openStorage(config, pino({ level: 'info' }, sink));
  expect(await storage.isUsable()).toBe(true); // and with it, all that is asked at the start was answered
  return { storage, log: () => lines.join('') };
}

/** Opens the storage on a Redis of these options, and closes both. @returns What was logged. */
async function logOf(...options: string[]): Promise<string> {
  const redis = await startRedis(...options);
  const { storage, log } = await openLogged(redis);
  await storage.close();
  await redis.stop();
  return log();
}

/** `redis` asks by itself whether the connection lives; less than the second after which silence is an outage. */
const PACKAGE_ASKS_WITHIN_MS = 500;

const FULL = ['--maxmemory', '64mb', '--maxmemory-policy'];

describeWithRedis(`The start with a Redis${redisNote}`, () => {
  it.each([
    ['as it is installed', [], 'noeviction', 0],
    ['that refuses when it is full', [...FULL, 'noeviction'], 'noeviction', 67_108_864],
    [
      'that removes those first which end first',
      [...FULL, 'volatile-ttl'],
      'volatile-ttl',
      67_108_864,
    ],
    ['without a bound', ['--maxmemory-policy', 'allkeys-lru'], 'allkeys-lru', 0],
  ])(
    'warns once of one %s, with what was found and what is advised',
    async (_what, options, policy, largestBytes) => {
      const log = await logOf(...options);

      expect(log.trim().split('\n')).toHaveLength(1);
      expect(JSON.parse(log)).toMatchObject({
        level: 40,
        found: { policy, largestBytes },
        advised: { policy: 'allkeys-lru' },
        msg: expect.stringContaining('makes no room when it is full'),
      });
    },
  );

  it('says nothing where what was not used for longest goes first', async () => {
    expect(await logOf(...FULL, 'allkeys-lru')).toBe('');
  });

  it('says nothing where Redis tells nothing of itself, as services may have it', async () => {
    const hidden = ['--rename-command', 'INFO', '', '--rename-command', 'CONFIG', ''];

    expect(await logOf(...hidden)).toBe('');
  });
});

describeWithRedis(`The end of a process with a Redis${redisNote}`, () => {
  it('breaks off what is on its way, and says no word of it: nothing is wrong with Redis', async () => {
    const redis = await startRedis(...FULL, 'allkeys-lru');
    const { storage, log } = await openLogged(redis);

    redis.freeze();
    const asked = storage.isUsable();
    await wait(PACKAGE_ASKS_WITHIN_MS);
    await storage.close();
    redis.thaw();

    expect(await asked).toBe(false);
    await redis.stop();
    expect(log()).toBe('');
  });
});

describeWithRedis(`A Redis that nothing is wrong with${redisNote}`, () => {
  it('is not said to be away by a process that was too busy to hear it', async () => {
    const redis = await startRedis(...FULL, 'allkeys-lru');
    const { storage, log } = await openLogged(redis);

    const busyUntil = performance.now() + 1_500;
    while (performance.now() < busyUntil); // longer than a command is waited for
    await wait(50); // its timers, long due, come before what Redis has answered

    expect(await storage.isUsable()).toBe(true);
    await storage.close();
    await redis.stop();
    expect(log()).toBe('');
  });
});

describeWithRedis(`A Redis that comes back with all that it held${redisNote}`, () => {
  let folder = '';
  beforeAll(() => void (folder = mkdtempSync(path.join(tmpdir(), 'redis-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is back once it has read that, and not when it takes connections', async () => {
    const onDisk = ['--dir', folder, '--appendonly', 'yes', '--appendfsync', 'no'];
    // For each key, in microseconds: it looks up from its reading every thousand keys.
    const redis = await startRedis(...FULL, 'allkeys-lru', ...onDisk, '--key-load-delay', '250');
    const raw = await createClient({ url: redis.url }).connect();
    await Promise.all(Array.from({ length: 4_000 }, (_, at) => raw.set(`key-${at}`, 'value')));
    raw.destroy();
    const { storage, log } = await openLogged(redis);
    const words = () => log().match(/(?<="msg":")[^"]+/g);

    await redis.stop();
    while (await storage.isUsable()) await wait(10);
    await redis.start();
    while (!(await storage.isUsable())) await wait(10);
    while (words()?.at(-1) !== 'Redis is back') await wait(10);

    await storage.close();
    await redis.stop();
    expect(words()).toEqual(['Redis cannot be used', 'Redis is back']);
  });
});

/** Between a process and its Redis: the connections that are open can be lost without a word, and new ones are made. */
async function standBefore(redis: TestRedis) {
  const open = new Set<net.Socket>();
  const server = net.createServer((near) => {
    const far = net.connect(Number(new URL(redis.url).port), '127.0.0.1');
    near.on('error', () => undefined).on('close', () => far.destroy());
    near.pipe(far).pipe(near);
    open.add(far);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as net.AddressInfo;
  return {
    url: `redis://127.0.0.1:${port}`,
    loseConnections: () => open.forEach((far) => far.unpipe()),
    close: () => server.close(),
  };
}

describeWithRedis(`A Redis that is elsewhere from one moment to the next${redisNote}`, () => {
  it('is found again, however busily the connection that is dead is written to', async () => {
    const redis = await startRedis(...FULL, 'allkeys-lru');
    const between = await standBefore(redis);
    const { storage, log } = await openLogged(between);
    const words = () => log().match(/(?<="msg":")[^"]+/g);

    between.loseConnections();
    const lostAt = performance.now();
    while (words()?.at(-1) !== 'Redis is back' && performance.now() - lostAt < 20_000) {
      await Promise.all([storage.isUsable(), wait(20)]);
    }

    await storage.close();
    between.close();
    await redis.stop();
    expect(words()).toEqual(['Redis cannot be used', 'Redis is back']);
  }, 30_000);
});
