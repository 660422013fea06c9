/** What stands below the stage, the same for every run, as the templates are given it. */
import type { ProsePart } from '../prose.ts';
import type { StatementView } from '../show-statement.ts';

/** A closed row below the stage. */
export interface AboutRow {
  /** Where links lead: `sources`. */
  readonly id: string;
  /** `When to use it` */
  readonly title: string;
  readonly summary: string;
  /** How many blocks stand side by side where there is room. */
  readonly columns: 1 | 2 | 3;
  readonly blocks: readonly AboutBlock[];
}

export interface AboutBlock {
  readonly heading?: { readonly text: string; readonly href?: string };
  /** More than one are a list. */
  readonly entries: readonly AboutEntry[];
}

export interface AboutEntry {
  readonly text: readonly ProsePart[];
  /** What live Bitbucket does about it. */
  readonly statement?: StatementView;
}
