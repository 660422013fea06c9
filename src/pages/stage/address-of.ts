/** Where a message stands, looked at in one way: each has its own address. */
import { stagePath } from '../../runs/run.ts';
import type { Run } from '../../runs/run.ts';

export interface Look {
  /** `wire`, `code`; left out: explained. */
  readonly view?: string;
  /** Of a step that has several: the id of one. */
  readonly exchange?: string;
  /** The number of another run, to be laid beside this one. */
  readonly compare?: string;
}

export function addressOf(run: Run, letter: string, look: Look): string {
  const more = Object.entries(look).map(
    ([name, value]) => `&${name}=${encodeURIComponent(String(value))}`,
  );
  return stagePath(run, letter).replace('#', `${more.join('')}#`);
}
