import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import type { Browser, Page } from '../support/browser.ts';
import { describeWithRedis, redisNote, startRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';
import { watchCommands, watchWrites } from '../support/redis-commands.ts';
import type { CommandWatch, WriteWatch } from '../support/redis-commands.ts';

const SECRET = 'a secret of at least thirty-two characters';
/** Commands, and round trips: what is asked in one turn of the event loop goes out at once. What is held for a moment is counted apart. */
const MOST = {
  '(A) the start': [5, 2],
  '(A) the authorization endpoint': [2, 1],
  '(B) the sign-in page': [2, 1],
  '(B) signing in': [4, 3],
  '(B) the consent page': [2, 1],
  '(B) the decision': [7, 4],
  '(C), (D), (E) and the API': [15, 10],
  'the page': [2, 2],
  'a reload': [2, 2],
} as const;
type Step = keyof typeof MOST;

/** See lease.ts: asked for once in so long, and so more often on a busy machine. */
const HELD =
  /^GET \w+-(?:visitor-clocks|visitor-faults|withdrawals|repository-changes|access-tokens|authorizations)$/;
const isAsked = (command: string) => !HELD.test(command);
const HELD_MS = 50;

interface Counted {
  readonly step: Step;
  readonly tookMs: number;
  readonly commands: readonly string[];
  readonly writes: readonly (readonly string[])[];
}

/** Longer than what was read is held: as for a person, who looks at each page. */
const PAUSE_MS = 100;

describeWithRedis(`A flow on Redis${redisNote}`, () => {
  let redis: TestRedis;
  let demo: TestDemo;
  let watch: CommandWatch;
  let wire: WriteWatch;
  beforeAll(async () => {
    redis = await startRedis();
    demo = await openDemo({ REDIS_URL: redis.url, SESSION_SECRET: SECRET });
    watch = await watchCommands(redis.url);
    wire = watchWrites(new URL(redis.url));
  });
  afterAll(async () => {
    wire.stop();
    watch.stop();
    await demo.close();
    await redis.stop();
  });

  async function countSteps(browser: Browser): Promise<Counted[]> {
    const steps: Counted[] = [];
    const count = async (step: Step, asked: Promise<Page>): Promise<Page> => {
      const startedAt = performance.now();
      const page = await asked;
      const tookMs = performance.now() - startedAt;
      const writes = wire.take();
      steps.push({ step, tookMs, writes, commands: await watch.take() });
      await setTimeout(PAUSE_MS);
      return page;
    };
    const next = (page: Page) => browser.get(page.location ?? '');
    const start = '/authorization-code/authorize?server=sandbox-current';

    const begun = await count('(A) the start', browser.get(start));
    const asked = await count('(A) the authorization endpoint', next(begun));
    const signIn = await count('(B) the sign-in page', next(asked));
    const signedIn = await count(
      '(B) signing in',
      browser.submit(signIn, '[name=person]', { person: 'ada' }),
    );
    const consent = await count('(B) the consent page', next(signedIn));
    const granted = await count(
      '(B) the decision',
      browser.submit(consent, '[name=decision]', { decision: 'grant' }),
    );
    const answered = await count('(C), (D), (E) and the API', next(granted));
    const shown = await count('the page', next(answered));
    expect(shown.message()).toContain('Ada Example');
    await count('a reload', browser.get('/authorization-code'));
    return steps;
  }

  it('asks Redis no more often than it was counted, step by step', async () => {
    await demo.newBrowser().get('/authorization-code');
    await watch.take();
    wire.take();

    const steps = await countSteps(demo.newBrowser());

    expect(steps.map(({ step }) => step)).toEqual(Object.keys(MOST));
    for (const { step, tookMs, commands, writes } of steps) {
      const [mostCommands, mostWrites] = MOST[step];
      const asked = commands.filter(isAsked);
      const trips = writes.map((sent) => sent.filter(isAsked)).filter(({ length }) => length > 0);
      expect({ step, surplus: asked.slice(mostCommands) }).toEqual({ step, surplus: [] });
      expect({ step, surplus: trips.slice(mostWrites) }).toEqual({ step, surplus: [] });
      expect(trips.flat().toSorted()).toEqual(asked.toSorted()); // both have seen all
      for (const held of new Set(commands.filter((command) => !isAsked(command)))) {
        const times = commands.filter((command) => command === held).length;
        expect(times).toBeLessThanOrEqual(2 + tookMs / HELD_MS);
      }
    }
  });
});
