/** One way in which it fails, as people meet it: its texts, its cause, its fix. Contract §1.1, §1.6, §4.1, §4.5. */
import type { EraName } from '../statements/eras.ts';
import type { StatementId } from '../statements/index.ts';

/** `authorize-page`: a page of the server's, and nothing comes back. `redirect`: the answer that the browser brings. */
export type Where =
  'authorize-page' | 'redirect' | 'token-endpoint' | 'api' | 'git' | 'transport' | 'client';

export interface FailureText {
  /** As it stands on the wire, what varies in braces: `Unknown scope: {names}`. */
  readonly text: string;
  /** Absent: both. */
  readonly era?: EraName;
  /** Nobody has recorded it: the sandbox says it, or it follows from another. */
  readonly isAssumed?: true;
  /** Who says it, where it is not Bitbucket: `git`, `Node.js`, `this app`. */
  readonly by?: string;
}

/** By its value; or that it was not there; or that the visitor has put something else in its place, or nothing. */
export type SentMark = RegExp | 'absent' | 'changed';

/** @template Slug Of the catalogue, once all of it is known: what is related is there. */
export interface Failure<Slug extends string = string> {
  /** Its address, `/errors/<slug>`. */
  readonly slug: Slug;
  /** What people search for: the first of its texts, or a few words where it has none. */
  readonly title: string;
  readonly where: Where;
  /** Where the same is met as well. */
  readonly alsoAt?: readonly Where[];
  /** All wordings of the one failure, old and new. */
  readonly texts: readonly FailureText[];
  /** `error` of RFC 6749 §4.1.2.1 and §5.2. */
  readonly codes?: readonly string[];
  /** Those among them that nobody has recorded. */
  readonly assumedCodes?: readonly string[];
  readonly statuses?: readonly number[];
  /** The grant types whose request it refuses: of two with one text, the request tells which it is. */
  readonly grantTypes?: readonly string[];
  /** Headers, parameters or form fields of the request that bring it: again, of two with one text. */
  readonly sent?: Readonly<Record<string, SentMark>>;
  readonly contentType?: 'json' | 'html' | 'text';
  /** Where it occurs. */
  readonly eras: readonly EraName[];
  /** Two sentences. What goes over the wire stands between backticks. */
  readonly cause: string;
  /** Steps, each an order: `Tick “This is a private consumer”.` */
  readonly fix: readonly string[];
  readonly change?: CodeChange | ConsumerChange;
  readonly related: readonly Slug[];
  /** What is known of live Bitbucket, with dates and sources. */
  readonly statements: readonly StatementId[];
}

/** The line of a client's code. */
export interface CodeChange {
  readonly before: string;
  readonly after: string;
}

/** What stands in the settings of the consumer, on the older page and on the newer one. */
export interface ConsumerChange {
  readonly box: string;
  readonly boxOnNewerPage?: string;
}
