/** How somebody looks at code: what there is, and what was chosen in the address. */
import type { GrantFacts } from '../../grants/facts/grant-facts.ts';
import type { Run } from '../../runs/run.ts';
import type { Highlight } from '../../snippets/highlight.ts';
import type { Snippets } from '../../snippets/snippets.ts';

export interface Coding {
  readonly snippets: Snippets;
  /** The slug of a language; the reader's choice, or anything. */
  readonly language: string | undefined;
  /** `bitbucket`, `sandbox`; the reader's choice, or anything. */
  readonly target: string | undefined;
  /** There where code is looked at. */
  readonly highlight: Highlight | undefined;
}

/** Where somebody stands: a step of a grant, of a run or before any. */
export interface Standpoint {
  readonly grant: GrantFacts;
  readonly run: Run | undefined;
  readonly letter: string;
  readonly coding: Coding;
}
