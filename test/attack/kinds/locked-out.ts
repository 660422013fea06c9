/** H3, H4: passwords that B guesses, and A who knows theirs. */
import { sendPassword } from '../../support/resource-owner.ts';
import { hold } from '../attack.ts';
import type { Attack } from '../attack.ts';
import { withHosted } from '../hosted.ts';
import type { Hosted, StartHosted } from '../hosted.ts';
import { timeOf } from '../time.ts';
import { HAS_TOKEN, runForItself, setFault } from '../visitor.ts';

const A = '198.51.100.20';
const B = '203.0.113.77';
const LONGEST_WAIT_MS = 3_000;

interface Guesses {
  readonly nameOf: (count: number) => string;
  /** More than may be wrong: one of them must be refused. */
  readonly tries: number;
  /** Each by a browser that nobody has seen before. Default: all by one. */
  readonly isNewEachTime?: boolean;
}

async function guess(
  start: StartHosted,
  { nameOf, tries, isNewEachTime = false }: Guesses,
): Promise<string> {
  return withHosted(start, async (app) => {
    let browser = app.newVisitor(B);
    let refused = 0;
    for (let count = 1; count <= tries && refused === 0; count += 1) {
      if (isNewEachTime) browser = app.newVisitor(B);
      const page = await browser.follow(await sendPassword(browser, nameOf(count), 'wrong'));
      if (page.step('B').result === '429') refused = count;
    }
    const said = await signIn(app);
    hold(said.includes(HAS_TOKEN), `A's right password gets ${said}`);
    hold(refused > 0, `B guessed ${tries} times and was never refused`);
    return `B gets 429 from the ${refused}th on; A's right password is good`;
  });
}

/** A knows the password. @returns What A's page says then. */
async function signIn(app: Hosted): Promise<string> {
  const browser = app.newVisitor(A);
  return (await browser.follow(await sendPassword(browser, 'ada', 'lovelace'))).announcement();
}

/** B's own requests never end, and B does not wait for them. */
async function hangAndLeave(start: StartHosted): Promise<string> {
  return withHosted(start, async (app) => {
    const browser = app.newVisitor(B);
    await runForItself(browser, 'legacy');
    const usual = await timeOf(() => signIn(app));
    const set = await setFault(browser, { fault: 'hang', era: 'legacy', times: '20' });
    hold(set.status === 303, `no fault was set (${set.status}): nothing was tried`);
    for (let count = 0; count < 20; count += 1) {
      void sendPassword(browser, 'ada', 'lovelace').catch(() => undefined);
    }
    const waits = [];
    for (const _ of [1, 2, 3]) {
      let said = '';
      const ms = await timeOf(async () => {
        said = await signIn(app);
      });
      hold(said.includes(HAS_TOKEN), `A's right password gets ${said}`);
      waits.push(ms);
    }
    const longest = Math.max(...waits);
    hold(
      longest < LONGEST_WAIT_MS,
      `A waits ${Math.round(longest)} ms, ${Math.round(usual)} before`,
    );
    return `A waits ${Math.round(longest)} ms at the most, ${Math.round(usual)} without B`;
  });
}

export const lockedOut: readonly Attack[] = [
  {
    id: 'H3',
    tried: 'guesses of one visitor, with invented names',
    run: (start) => guess(start, { nameOf: (count) => `name-${count}`, tries: 25 }),
  },
  {
    id: 'H3',
    tried: 'guesses of one visitor, for ada',
    run: (start) => guess(start, { nameOf: () => 'ada', tries: 10 }),
  },
  {
    id: 'H3',
    tried: 'guesses for ada, each in a new session',
    run: (start) => guess(start, { nameOf: () => 'ada', tries: 300, isNewEachTime: true }),
  },
  { id: 'H4', tried: '20 tries that hang, by a fault of B', run: hangAndLeave },
];
