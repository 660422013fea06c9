import { describe, expect, it } from '@jest/globals';
import type { Server } from '../../src/bitbucket/servers.ts';
import { createRunStore } from '../../src/grants/run.ts';
import type { Run } from '../../src/grants/run.ts';
import { WireLog } from '../../src/wire/exchange.ts';

function makeRun(grantSlug: string, bodyLength = 0): Run {
  const wire = new WireLog();
  wire.add({
    step: 'API',
    title: 'A call',
    channel: 'back',
    from: 'client',
    to: 'resource-server',
    request: { method: 'GET', url: '', headers: [] },
    response: { status: 200, headers: [], body: 'x'.repeat(bodyLength) },
  });
  return { id: grantSlug, grantSlug, server: {} as Server, startedAt: 0, wire };
}

describe('The store of runs', () => {
  it('keeps the latest run of each grant, for each visitor apart', () => {
    const store = createRunStore();
    const [first, second, other] = [makeRun('a'), makeRun('a'), makeRun('b')];

    for (const run of [first, second, other]) store.publish('ada', run);

    expect(store.latest('ada', 'a')).toBe(second);
    expect(store.latest('ada', 'b')).toBe(other);
    expect(store.latest('bruno', 'a')).toBeUndefined();
    expect(store.latest(undefined, 'a')).toBeUndefined();
  });

  it('forgets a visitor, and nobody else', () => {
    const store = createRunStore();
    store.publish('ada', makeRun('a'));
    store.publish('bruno', makeRun('a'));

    store.forget('ada');

    expect(store.latest('ada', 'a')).toBeUndefined();
    expect(store.latest('bruno', 'a')).toBeDefined();
  });

  it('is bounded by what the runs hold: who was there first goes first', () => {
    const store = createRunStore();
    const megabytes = 10 * 1024 * 1024;

    for (let visitor = 0; visitor < 8; visitor += 1) {
      store.publish(`visitor ${visitor}`, makeRun('a', megabytes));
    }

    const kept = Array.from(
      { length: 8 },
      (_, n) => store.latest(`visitor ${n}`, 'a') !== undefined,
    );
    expect(kept.filter(Boolean)).toHaveLength(6);
    expect(kept[0]).toBe(false);
    expect(kept[7]).toBe(true);
  });
});
