import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sendRaw } from '../support/raw.ts';
import { HEALTH_INTERVAL_MS } from './caddy.ts';
import { type Deployment, canDeploy, note, openDeployment } from './deployment.ts';
import { begin } from './returning.ts';
import type { Refused, Visitors } from './visitors.ts';

const MIN_FLOWS = 500;
const MIN_FLOWS_AFTER = 100;
const RESTARTS_OF_EACH = 2;
const MOST_MS = 110_000;
/** Longer than the proxy waits for somebody to be ready: some are told at once, some after that. */
const AWAY_MS = 8_000;
/** Five seconds of the proxy, one of the app, and what a busy machine takes. */
const LONGEST_ANSWER_MS = 8_000;
const LONGEST_RETURN_MS = 5_000;

const describeDeploy = canDeploy ? describe : describe.skip;

describeDeploy(`Two processes on one Redis behind Caddy, visitors all the while${note}`, () => {
  let folder = '';
  let deployment: Deployment;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'load-'));
    deployment = await openDeployment(folder);
  }, 60_000);
  afterAll(async () => {
    await deployment?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** One after the other, as a deploy does: the next only when the last is known to be well. */
  async function restartInTurn() {
    const ends: Awaited<ReturnType<Deployment['restart']>>[] = [];
    for (let round = 0; round < RESTARTS_OF_EACH; round += 1) {
      for (const port of deployment.apps.keys()) {
        await wait(1_000);
        ends.push(await deployment.restart(port));
        await wait(3 * HEALTH_INTERVAL_MS);
      }
    }
    return ends;
  }

  async function untilFlows(visitors: Visitors, count: number): Promise<void> {
    const deadline = AbortSignal.timeout(MOST_MS);
    while (visitors.outcome().flows < count && !deadline.aborted) await wait(100);
    expect(visitors.outcome().flows).toBeGreaterThanOrEqual(count);
  }

  const readiness = () =>
    Promise.all(
      [...deployment.apps.values()].map(
        async ({ url }) => (await sendRaw(url, { path: '/health/ready' })).status,
      ),
    );

  async function untilReady(): Promise<void> {
    const startedAt = Date.now();
    while ((await readiness()).some((status) => status !== 200)) {
      expect(Date.now() - startedAt).toBeLessThan(LONGEST_RETURN_MS);
      await wait(50);
    }
  }

  it('fail none of 500 whole flows while each of them is restarted in turn', async () => {
    const visitors = deployment.openVisitors();
    const ends = await restartInTurn();
    await untilFlows(visitors, MIN_FLOWS);
    const { failures } = await visitors.leave();

    const ofProxy = deployment.errorsOfProxy();
    expect({ failures, ofProxy }).toEqual({ failures: [], ofProxy: [] });
    expect(ends).toEqual(
      Array.from({ length: 2 * RESTARTS_OF_EACH }, () => ({ code: 0, log: '' })),
    );
  }, 200_000);

  it.each([
    ['empty', true, isLost],
    ['with all that it held', false, (status: number) => status === 200],
  ])(
    'R29 lose their Redis by a SIGKILL, and have it back %s: whoever is in between reads why, and starts again',
    async (_how, isEmpty, isExpected) => {
      const { redis, apps } = deployment;
      const logBefore = [...apps.values()].map((app) => app.stderr().length);
      const returning = await begin(() => deployment.newBrowser());
      const visitors = deployment.openVisitors();
      await untilFlows(visitors, 10);

      await redis.stop();
      await wait(AWAY_MS);
      expect(await readiness()).toEqual([503, 503]);
      if (isEmpty) deployment.emptyRedis();
      await redis.start();
      await untilReady();
      await wait(3 * HEALTH_INTERVAL_MS); // the proxy knows by then
      const readyAt = Date.now();

      for (const one of returning) {
        const page = await one.goOn();
        expect([one.who, isExpected(page.status, page.body)]).toEqual([one.who, true]);
        expect((await one.startAgain()).message()).toContain('Ada Example');
      }
      await untilFlows(visitors, visitors.outcome().flows + MIN_FLOWS_AFTER);
      const { failures, refused } = await visitors.leave();

      expect(refused.length).toBeGreaterThan(10);
      expect(failures).toHaveLength(refused.length); // nobody failed without an answer
      expect(refused.filter((one) => !isExplained(one))).toEqual([]);
      expect(refused.filter(({ begunAt }) => begunAt > readyAt)).toEqual([]);
      const logs = [...apps.values()].map((app, at) => app.stderr().slice(logBefore[at]));
      for (const log of logs)
        expect(log).toMatch(/^.+"Redis cannot be used".+\n.+"Redis is back".+\n$/);
    },
    200_000,
  );
});

/** A page, or a program's answer, that says what happened and what to do; and in time. */
function isExplained({ status, text, retryAfter, tookMs }: Refused): boolean {
  const isAway = status === 503 && retryAfter === '5' && text.includes('cannot remember anything');
  return tookMs < LONGEST_ANSWER_MS && (isAway || isLost(status, text));
}

/** What the visitor had begun is gone. */
function isLost(status: number, text: string): boolean {
  return status >= 400 && status < 500 && /start again|send the form again/i.test(text);
}
