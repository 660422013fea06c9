/** H3, H4: passwords that B guesses, and A who knows theirs. */
import { hold } from '../attack.ts';
import type { Attack } from '../attack.ts';
import { withHosted } from '../hosted.ts';
import { timeOf } from '../time.ts';
import { runForItself, setFault, signIn } from '../visitor.ts';

const A = '198.51.100.20';
const B = '203.0.113.77';
const TRIES = 40;
const LONGEST_WAIT_MS = 3_000;

/** Each with a session of its own. */
async function guess(nameOf: (count: number) => string): Promise<string> {
  return withHosted(async (app) => {
    const statuses: number[] = [];
    for (let count = 0; count < TRIES; count += 1) {
      statuses.push((await signIn(app.newVisitor(B), nameOf(count), 'wrong')).status);
    }
    const right = await signIn(app.newVisitor(A), 'ada', 'lovelace');
    const refused = statuses.indexOf(429);
    hold(right.status === 303, `A's right password gets ${right.status}`);
    hold(refused !== -1, `B guessed ${TRIES} times and was never refused`);
    return `B gets 429 from the ${refused + 1}th on; A's right password is good`;
  });
}

/** B's own requests never end, and B does not wait for them. */
async function hangAndLeave(): Promise<string> {
  return withHosted(async (app) => {
    const browser = app.newVisitor(B);
    await runForItself(browser, 'legacy');
    const usual = await timeOf(() => signIn(app.newVisitor(A), 'ada', 'lovelace'));
    await setFault(browser, { fault: 'hang', era: 'legacy', times: '20' });
    for (let count = 0; count < 20; count += 1) {
      void signIn(browser, 'ada', 'lovelace').catch(() => undefined);
    }
    const waits = [];
    for (const _ of [1, 2, 3]) {
      let status = 0;
      const ms = await timeOf(async () => {
        ({ status } = await signIn(app.newVisitor(A), 'ada', 'lovelace'));
      });
      hold(status === 303, `A's right password gets ${status}`);
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
  { id: 'H3', tried: `${TRIES} guesses with invented names`, run: () => guess((n) => `name-${n}`) },
  { id: 'H3', tried: `${TRIES} guesses for ada`, run: () => guess(() => 'ada') },
  { id: 'H4', tried: '20 tries that hang, by a fault of B', run: hangAndLeave },
];
