import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import type { Browser, Page } from '../support/browser.ts';
import { describeWithRedis, redisNote, startRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';
import { watchCommands } from '../support/redis-commands.ts';
import type { CommandWatch } from '../support/redis-commands.ts';

const SECRET = 'a secret of at least thirty-two characters';
/**
 * As docs/benchmarks.md has them. Each is a round trip: hardly any two are sent together. The last exchange
 * takes longer on a busy machine than what was read is held (lease.ts), and asks for some of it again.
 */
const MOST = {
  '(A) the start': 7,
  '(A) the authorization endpoint': 5,
  '(B) the sign-in page': 4,
  '(B) signing in': 7,
  '(B) the consent page': 3,
  '(B) the decision': 13,
  '(C), (D), (E) and the API': 47 + 8,
  'the page': 4,
  'a reload': 4,
};
type Step = keyof typeof MOST;

/** Longer than what was read is held: as for a person, who looks at each page. */
const PAUSE_MS = 100;

describeWithRedis(`A flow on Redis${redisNote}`, () => {
  let redis: TestRedis;
  let demo: TestDemo;
  let watch: CommandWatch;
  beforeAll(async () => {
    redis = await startRedis();
    demo = await openDemo({ REDIS_URL: redis.url, SESSION_SECRET: SECRET });
    watch = await watchCommands(redis.url);
  });
  afterAll(async () => {
    watch.stop();
    await demo.close();
    await redis.stop();
  });

  async function countSteps(browser: Browser): Promise<[Step, string[]][]> {
    const steps: [Step, string[]][] = [];
    const count = async (title: Step, step: Promise<Page>): Promise<Page> => {
      const page = await step;
      steps.push([title, await watch.take()]);
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
      browser.submit(signIn, 'name="person"', { person: 'ada' }),
    );
    const consent = await count('(B) the consent page', next(signedIn));
    const granted = await count(
      '(B) the decision',
      browser.submit(consent, 'name="decision"', { decision: 'grant' }),
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

    const steps = await countSteps(demo.newBrowser());

    expect(steps.map(([title]) => title)).toEqual(Object.keys(MOST));
    expect(steps.filter(([title, commands]) => commands.length > MOST[title])).toEqual([]);
    expect(steps.filter(([, commands]) => commands.length < 3)).toEqual([]); // they were seen
  });
});
