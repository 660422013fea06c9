/** Mistakes that are made on purpose, as the templates of the stage are given them. */
import type { StatementView } from '../show-statement.ts';

/** A mistake that was made on purpose: set, until it is sent; then what it has brought. */
export interface MistakePart {
  readonly kind: 'mistake';
  readonly isSet: boolean;
  /** `Another redirect URI: a slash too many` */
  readonly name: string;
  /** What no line shows: `Two hours pass first.` */
  readonly note?: string;
  /** What it brings here; absent where it does not fail. */
  readonly brings?: { readonly text: string; readonly href: string; readonly isAssumed: boolean };
  /** What live Bitbucket does otherwise. */
  readonly statement?: StatementView;
  /** How it is mended, where that takes more than to send it again. */
  readonly mending?: string;
}

/** Buttons of a form that posts to `/<slug>/break`. */
export interface MistakeGroup {
  readonly title: string;
  readonly choices: readonly {
    readonly id: string;
    readonly name: string;
    /** What it brings, in the server’s words. */
    readonly brings: string;
    readonly isSet: boolean;
  }[];
}
