/** M2: a flood of B, and what is left of what A had; A's pages beside those of an app that nobody floods. */
import os from 'node:os';
import { hold } from '../attack.ts';
import type { Attack } from '../attack.ts';
import { flood, keepKnocking } from '../flood.ts';
import type { Hosted, StartHosted } from '../hosted.ts';
import { timeBeside } from '../time.ts';
import { runForItself } from '../visitor.ts';
import { floods } from './floods.ts';
import type { Flood } from './floods.ts';

const A = '198.51.100.7';
/** Of what a store holds, for one network. */
const SHARE = 0.05;
const SLOWER = 1.2;
const MOST_LOOKS = 6;
const PATHS = ['/', '/client-credentials', '/health/live'];
/** What has run often is faster: both apps have. */
const WARM = 250;

interface Scene {
  readonly app: Hosted;
  readonly ask: (path: string) => Promise<{ status: number; body: string }>;
}

/** Two apps that are the same, and in each of them A with a run. */
let scenes: Promise<readonly [Scene, Scene]> | undefined;

async function openScene(start: StartHosted): Promise<Scene> {
  const app = await start();
  const browser = app.newVisitor(A);
  await runForItself(browser);
  const cookie = [...browser.cookies].map(([name, { value }]) => `${name}=${value}`).join('; ');
  const ask = async (path: string) => {
    const answer = await app.ask({ path, from: A, headers: { cookie } });
    hold(answer.status < 500, `A's ${path} is answered with ${answer.status}`);
    return answer;
  };
  for (let count = 0; count < WARM; count += 1) await Promise.all(PATHS.map(ask));
  return { app, ask };
}

export async function closeScenes(): Promise<void> {
  const opened = (await scenes?.catch(() => undefined)) ?? []; // who tried in vain has said why
  for (const { app } of opened) await app.close();
}

async function pushOut(start: StartHosted, row: Flood, from: string): Promise<string> {
  scenes ??= Promise.all([openScene(start), openScene(start)]);
  const [flooded, quiet] = await scenes;
  const stillHas = await row.settle(flooded.app, A);
  const before = await looks(flooded);
  const knock = row.knock(flooded.app, from);
  const most = row.bound * SHARE;

  const { accepted, refusal, others } = await flood(most, row.atOnce ?? 8, knock);
  const kept = await stillHas();
  const stop = keepKnocking(20, knock);
  const times = await timeAll(flooded, quiet);
  await stop();

  const had = `${accepted} of ${row.bound} taken`;
  hold(refusal !== undefined, `B was never refused: ${had}, others ${describe(others)}`);
  hold(accepted < most, `B was refused only after ${had}`);
  hold((refusal?.retryAfter ?? 0) > 0, 'the refusal does not say when to come again');
  hold(kept, `A lost what A had, after ${had}`);
  const after = await looks(flooded);
  hold(before === after, `A's pages are others than before: ${before}, ${after}`);
  const slow = times.filter(({ ratio }) => ratio > SLOWER).map(({ words }) => words);
  hold(slow.length === 0 || isOverloaded(), `A waits longer: ${slow.join(', ')}`);
  if (slow.length > 0) times.push({ ratio: 0, words: 'times not judged, the machine is busy' });
  return `B has ${had}, then 429; A has it still; ${times.map(({ words }) => words).join(', ')}`;
}

/** Status and size of each of A's pages, without its numbers: minutes go by. */
async function looks({ ask }: Scene): Promise<string> {
  const answers = await Promise.all(PATHS.map(ask));
  return answers
    .map(({ status, body }) => `${status} (${body.replaceAll(/\d+/g, '').length})`)
    .join(', ');
}

async function timeAll(flooded: Scene, quiet: Scene) {
  const times: { ratio: number; words: string }[] = [];
  for (const path of PATHS) {
    let best = await timeBeside(
      () => flooded.ask(path),
      () => quiet.ask(path),
    );
    // What is slower for good is so at each look.
    for (let again = 0; again < MOST_LOOKS && best.ratio > SLOWER; again += 1) {
      const next = await timeBeside(
        () => flooded.ask(path),
        () => quiet.ask(path),
      );
      if (next.ratio < best.ratio) best = next;
    }
    const words = `${path} ${best.hereMs.toFixed(1)} ms, ${best.ratio.toFixed(2)} of without`;
    times.push({ ratio: best.ratio, words });
  }
  return times;
}

/** Then a process that does more waits longer for its turn than one that does less. */
function isOverloaded(): boolean {
  return (os.loadavg()[0] ?? 0) > 3 * os.availableParallelism();
}

function describe(statuses: ReadonlyMap<number, number>): string {
  return [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ') || 'none';
}

export const pushedOut: readonly Attack[] = floods.map((row, at) => ({
  id: 'M2',
  tried: `filling the store of ${row.store}`,
  run: (start) => pushOut(start, row, `203.0.113.${10 + at}`),
}));
