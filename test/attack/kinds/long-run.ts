/** H2: a run that grows and grows, and its page. */
import { runToResult } from '../../support/resource-owner.ts';
import { csrfOf } from '../../support/session.ts';
import { hold } from '../attack.ts';
import type { Attack } from '../attack.ts';
import { flood } from '../flood.ts';
import { type StartHosted, withHosted } from '../hosted.ts';
import { timeOf } from '../time.ts';
import { tallied } from '../visitor.ts';

const B = '203.0.113.66';
const MANY = 1_000;
const LARGEST_PAGE = 1_000_000;
/** For whoever asks for their health while three of the pages are under way. */
const LONGEST_WAIT_MS = 1_000;

async function growRun(start: StartHosted): Promise<string> {
  return withHosted(start, async (app) => {
    const browser = app.newVisitor(B);
    const page = await runToResult(browser, '/authorization-code/authorize?server=sandbox-current');
    const csrf = csrfOf(page);
    const refresh = async () =>
      tallied(await browser.post('/authorization-code/refresh', { _csrf: csrf }));
    const { accepted, refusal } = await flood(MANY, 4, refresh);

    const wire = '/authorization-code?step=Refresh&view=wire';
    const grown = await browser.get(wire);
    const pages = Array.from({ length: 3 }, () => browser.get(wire));
    const waited = await timeOf(() => app.ask({ path: '/health/live', from: '198.51.100.9' }));
    await Promise.all(pages);

    const size = `${Math.round(grown.body.length / 1000)} kB`;
    hold(refusal !== undefined, `${accepted} refreshes, and never refused; the page has ${size}`);
    hold(grown.body.length < LARGEST_PAGE, `the page has ${size} after ${accepted} refreshes`);
    hold(waited < LONGEST_WAIT_MS, `others wait ${Math.round(waited)} ms for three such pages`);
    return `429 after ${accepted}; the page has ${size}; others wait ${waited.toFixed(1)} ms`;
  });
}

export const longRun: readonly Attack[] = [
  { id: 'H2', tried: `refreshing a token ${MANY} times`, run: growRun },
];
