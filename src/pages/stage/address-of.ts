/** Where a message stands, looked at in one way: each has its own address. */
import { stagePath } from '../../runs/run.ts';
import type { Run } from '../../runs/run.ts';

export interface Look {
  /** `wire`, `code`; left out: explained. */
  readonly view?: string;
  /** Of a step that has several: the id of one. */
  readonly exchange?: string;
  /** Of the API explorer: the id of a call, and its answer as a `table`, as `json`, as `headers`. */
  readonly call?: string;
  readonly as?: string;
  /** The number of another run, to be laid beside this one. */
  readonly compare?: string;
  /** Of the code. */
  readonly language?: string;
  /** Where the code is to run. */
  readonly target?: string;
}

/** Where on the page one lands: the call and its answer stand far down on a phone. */
type Place = 'stage' | 'call' | 'answer';

export function addressOf(run: Run, letter: string, look: Look, place: Place = 'stage'): string {
  return withLook(stagePath(run, letter), look).replace('#stage', `#${place}`);
}

/** The same where nothing was run. */
export function addressBefore(slug: string, letter: string, look: Look): string {
  return withLook(`/${slug}?step=${letter}#stage`, look);
}

function withLook(path: string, look: Look): string {
  const more = Object.entries(look).map(
    ([name, value]) => `&${name}=${encodeURIComponent(String(value))}`,
  );
  return path.replace('#', `${more.join('')}#`);
}
