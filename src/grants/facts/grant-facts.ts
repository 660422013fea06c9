/** What the pages, the tables and the README say of a grant: the shape of the words, which stand beside this file. */
import type { ServerId } from '../../bitbucket/servers.ts';
import type { StatementId } from '../../statements/index.ts';
import type { Role } from '../../wire/exchange.ts';

/** A text that may carry three marks: `code` in backticks, **strong**, [a link](/to-a-page). */
export type Prose = string;

/** One arrow of the grant's figure in its RFC. */
export interface Step {
  /** The letter of the figure; `API` for the call that the figure leaves out. */
  readonly letter: string;
  readonly from: Role;
  readonly to: Role;
  /** Short enough for an arrow: at most 36 characters. */
  readonly label: string;
  /** What travels, on the stage: at most 13 characters. */
  readonly travels?: string;
  /** The message’s title on the stage: `Trade the code for tokens`. */
  readonly title?: string;
  /** One or two sentences for the list below the figure. */
  readonly explanation: string;
}

/** Whether bitbucket.org still offers the grant; words, date and sources are those of the statements. */
export interface OnBitbucket {
  readonly status: 'works' | 'removed';
  readonly statements: readonly StatementId[];
}

/** One thing to know, and what live Bitbucket does about it. */
export interface Remark {
  readonly text: Prose;
  readonly statement?: StatementId;
}

/** Where Bitbucket departs from the RFC, or decides what it leaves open. */
export interface Departure {
  readonly statement: StatementId;
  /** What to do about it. */
  readonly advice?: Prose;
}

export interface GrantFacts {
  readonly slug: string;
  readonly title: string;
  /** For the navigation: `Password`. */
  readonly shortTitle: string;
  /** Where it is defined: `{ rfc: 6749, section: '4.1' }`. */
  readonly source: { readonly rfc: number; readonly section: string };
  /** The answer to "what is it", in one sentence. */
  readonly summary: string;
  readonly whoConsents: string;
  readonly crossesBrowser: string;
  /** Whether one comes, and what becomes of it, in words. */
  readonly refreshToken: string;
  /** With the access token comes what renews it. RFC 6749 §5.1 */
  readonly bringsRefreshToken?: true;
  readonly useIt: string;
  /** A form, where the person types something in first: then sending it begins the run. */
  readonly startsBy: 'link' | 'form';
  /** The answer comes in the fragment of the redirection URI: what arrives here has no query. RFC 6749 §4.2.2 */
  readonly answersInFragment?: true;
  /** No person takes part: whoever runs it acts as the client. */
  readonly actsAsClient?: true;
  /** Where it can run, the default first. */
  readonly runsOn: readonly ServerId[];
  readonly onBitbucket: OnBitbucket;
  readonly steps: readonly Step[];
  readonly when: { readonly use: readonly Remark[]; readonly avoid: readonly Remark[] };
  /** How it differs from others, by their slugs. */
  readonly differs: Readonly<Record<string, Prose>>;
  readonly considerations: {
    readonly security: readonly Remark[];
    readonly bitbucket: readonly Departure[];
  };
  /** For the person who is about to press the button. */
  readonly beforeTheRun?: Prose;
}
