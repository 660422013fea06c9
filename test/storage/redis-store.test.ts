import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { createClient } from 'redis';
import { openRedisStorage } from '../../src/storage/redis-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { type Store, update } from '../../src/storage/store.ts';
import { describeWithRedis, redisNote, startRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';

const SECRET = 'a secret of at least thirty-two characters';

describeWithRedis(`A store on Redis${redisNote}`, () => {
  let redis: TestRedis;
  let storage: Storage;
  let store: Store<{ n: number | string }>;
  let now = Date.now();
  let count = 0;
  const connect = (secret = SECRET) =>
    openRedisStorage({
      url: redis.url,
      secrets: [secret],
      onLost: () => undefined,
      onBack: () => undefined,
    });
  const open = (from: Storage, name: string) =>
    from.createStore<{ n: number | string }>(name, { now: () => now }, { capacity: 1 });

  beforeAll(async () => {
    redis = await startRedis();
    storage = await connect();
  });
  beforeEach(() => {
    count += 1;
    store = open(storage, `store-${count}`);
  });
  afterAll(async () => {
    await storage.close();
    await redis.stop();
  });

  it('hands a value out until it is taken', async () => {
    await store.put('a', { n: 1 }, 60);

    expect(await store.get('a')).toEqual({ n: 1 });
    expect(await store.take('a')).toEqual({ n: 1 });
    expect(await store.get('a')).toBeUndefined();
    expect(await store.take('a')).toBeUndefined();
  });

  it('hands out no value but the one that is meant, and that to one of twenty at once', async () => {
    const other = await connect();
    const twin = open(other, `store-${count}`);
    await store.put('a', { n: 1 }, 60);
    const was = await store.get('a');
    await twin.put('a', { n: 1 }, 60);
    expect(await store.take('a', was)).toBeUndefined();

    const taken = await Promise.all(
      Array.from({ length: 20 }, async (_, at) => {
        const from = at % 2 === 0 ? store : twin;
        return from.take('a', await from.get('a'));
      }),
    );
    await other.close();

    expect(taken.filter(Boolean)).toEqual([{ n: 1 }]);
    expect(await store.get('a')).toBeUndefined();
  });

  it('hands it to one of twenty that want it at once, in two connections', async () => {
    const other = await connect();
    const twin = open(other, `store-${count}`);
    await store.put('a', { n: 1 }, 60);

    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? store : twin).take('a')),
    );
    await other.close();

    expect(taken.filter(Boolean)).toEqual([{ n: 1 }]);
  });

  it('replaces what was read, or nothing where nothing was: one of twenty at once, in two connections', async () => {
    const other = await connect();
    const twin = open(other, `store-${count}`);
    const all = Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? store : twin));

    const added = await Promise.all(all.map((one, n) => one.replace('a', undefined, { n }, 60)));
    const read = await Promise.all(all.map((one) => one.get('a')));
    const replaced = await Promise.all(
      all.map((one, at) => one.replace('a', read[at], { n: 'replaced' }, 60)),
    );
    await other.close();

    expect(added.filter(Boolean)).toEqual([read[0]]);
    expect(replaced.filter(Boolean)).toEqual([{ n: 'replaced' }]);
    expect(await store.take('a')).toEqual({ n: 'replaced' });
    const last = replaced.find(Boolean);
    expect(await store.replace('a', last, { n: 'taken' }, 60)).toBeUndefined();
    await expect(store.replace('a', { n: 'a stranger' }, { n: 1 })).rejects.toThrow(TypeError);
  });

  it('knows what it has put, and under which key: it need not be read first', async () => {
    const [put, elsewhere] = [{ n: 1 }, { n: 1 }];
    await store.put('a', put, 60);
    await store.put('b', elsewhere, 60);

    await expect(store.take('a', elsewhere)).rejects.toThrow(TypeError);
    expect(await store.replace('a', put, { n: 2 }, 60)).toEqual({ n: 2 });
    expect(await store.take('a', put)).toBeUndefined();
    expect(await store.take('a')).toEqual({ n: 2 });
  });

  it('takes what is over by its owner’s clock, or opens with no secret of ours, for nothing', async () => {
    const stranger = await connect(SECRET.toUpperCase());
    await open(stranger, `store-${count}`).put('another secret', { n: 1 }, 60);
    await stranger.close();
    await store.put('over', { n: 1 }, 60);
    now += 60_000;

    for (const key of ['another secret', 'over', 'nothing']) {
      expect(await update(store, key, (found) => found ?? { n: 'new' }, 60)).toEqual({ n: 'new' });
      expect(await store.replace(key, undefined, { n: 'newer' }, 60)).toBeUndefined();
    }
    now -= 60_000;
  });

  it('ends a life by the clock of its owner, and by the clock of Redis too', async () => {
    await store.put('a', { n: 1 }, 60);
    await store.put('brief', { n: 2 }, 0.02);
    const started = Date.now();
    while ((await store.count()) > 1) expect(Date.now() - started).toBeLessThan(5_000);

    now += 59_999;
    expect(await store.get('a')).toEqual({ n: 1 });
    now += 1;
    expect(await store.get('a')).toBeUndefined();
  });

  it('loses none of twenty counts at once, in two connections, and brings nothing taken back', async () => {
    const other = await connect();
    const twin = open(other, `store-${count}`);
    const addOne = (value = { n: 0 as number | string }) => ({ n: Number(value.n) + 1 });

    await Promise.all(
      Array.from({ length: 20 }, (_, n) => update(n % 2 === 0 ? store : twin, 'a', addOne, 60)),
    );
    await other.close();

    expect(await store.take('a')).toEqual({ n: 20 });
    expect(await update(store, 'a', (value) => value, 60)).toBeUndefined();
    expect(await store.get('a')).toBeUndefined();
  });

  it('keeps a grant of two years for two years, and what has no end for longer still', async () => {
    const days = 86_400;
    await store.put('grant', { n: 1 }, 730 * days);
    await store.put('endless', { n: 1 });
    await update(store, 'changed', () => ({ n: 1 }), 730 * days);
    const raw = createClient({ url: redis.url });
    await raw.connect();
    const lifeOf = (key: string) => raw.ttl(`grants-2:store-${count}:${key}`);
    const lives = [await lifeOf('grant'), await lifeOf('changed'), await lifeOf('endless')];
    raw.destroy();

    expect(lives.slice(0, 2).every((life) => life > 729 * days && life <= 730 * days)).toBe(true);
    expect(lives[2]).toBeGreaterThan(730 * days);
  });

  it('is apart from the other stores', async () => {
    await store.put('a', { n: 1 }, 60);

    expect(await open(storage, `${count}-other`).get('a')).toBeUndefined();
    expect(await store.keys()).toEqual(['a']);
  });

  it.each(['another key', 'another store'])(
    'S17 a value that somebody copies under %s is nothing there',
    async (where) => {
      await store.put('a', { n: 'of the victim' }, 60);
      const other = open(storage, `store-${count}-other`);
      const raw = createClient({ url: redis.url });
      await raw.connect();
      const from = `grants-2:store-${count}:a`;
      const to =
        where === 'another key' ? `grants-2:store-${count}:b` : `grants-2:store-${count}-other:a`;
      await raw.copy(from, to);
      raw.destroy();

      expect(await (where === 'another key' ? store.get('b') : other.get('a'))).toBeUndefined();
      expect(await store.get('a')).toEqual({ n: 'of the victim' });
    },
  );

  it('encrypts what it stores: without the secret there is nothing to read', async () => {
    await store.put('a', { n: 'canary' }, 60);
    const raw = createClient({ url: redis.url });
    await raw.connect();
    const encrypted = await raw.get(`grants-2:store-${count}:a`);
    raw.destroy();
    const stranger = await connect(SECRET.toUpperCase());

    expect(encrypted).not.toBeNull();
    expect(Buffer.from(encrypted ?? '', 'base64').toString()).not.toContain('canary');
    expect(await open(stranger, `store-${count}`).get('a')).toBeUndefined();
    await stranger.close();
  });
});
