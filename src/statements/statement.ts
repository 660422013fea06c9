/** What a statement on live Bitbucket is: a claim, how well it is known, since when, and from where. */

/**
 * `documented`: by Atlassian. `seen`: in a recorded reply, in client code, or in a try that was reported.
 * `inferred`: it follows from what is known, and nobody has shown it. `disputed`: sources disagree.
 */
export type Status = 'documented' | 'seen' | 'inferred' | 'disputed' | 'not known';

/** Of a form that can be looked up: a page, or an issue, a pull request, a commit or a file on GitHub. */
export type Source =
  | { readonly label: string; readonly url: string }
  | { readonly label: string; readonly repository: string; readonly number: number }
  | { readonly label: string; readonly repository: string; readonly commit: string }
  | { readonly label: string; readonly repository: string; readonly path: string };

export interface Statement {
  /** Its anchor on `/bitbucket`, and how pages, facts and assumptions name it. */
  readonly id: string;
  /** What it is about, in a few words. */
  readonly about: string;
  /** One to three plain sentences. What goes over the wire stands between backticks. */
  readonly claim: string;
  readonly status: Status;
  /** The month of the newest evidence: `2026-10`. */
  readonly asOf: string;
  readonly sources: readonly Source[];
  /** What to know of the evidence: that it is old, or where it ends. */
  readonly note?: string;
  /** When it happened, `2026-05-04` or `2026-05`: then it belongs to the timeline. */
  readonly on?: string;
  /** How `npm run verify-live` tries it. */
  readonly tryIt?: TryId;
  /** Where the sandbox answers otherwise, by era. */
  readonly sandbox?: { readonly current?: string; readonly legacy?: string };
}

/** What can be tried with one's own consumer, read-only: see `src/verify-live`. */
export type TryId =
  | 'anonymous-read'
  | 'api-preflight'
  | 'app-user'
  | 'body-of-json'
  | 'token-of-client'
  | 'client-secret-in-body'
  | 'code-missing'
  | 'code-unknown'
  | 'credential-type'
  | 'credentials-missing'
  | 'expires-in'
  | 'foreign-host'
  | 'grant-type-password'
  | 'grant-type-unknown'
  | 'invalid-token'
  | 'lower-case-scheme'
  | 'metadata'
  | 'pkce-verifier'
  | 'refresh-rotates'
  | 'refresh-token-of-client'
  | 'removed-list'
  | 'revocation'
  | 'scope-field'
  | 'scope-headers'
  | 'state-field'
  | 'token-endpoint-preflight'
  | 'token-in-query'
  | 'token-length'
  | 'token-type'
  | 'unknown-route'
  | 'wrong-secret';

/** One subject of the account: a file of the list. */
export interface Subject {
  /** Its anchor on `/bitbucket`. */
  readonly id: string;
  readonly title: string;
  readonly statements: readonly Statement[];
}

/** Where a source is to be found. */
export function hrefOf(source: Source): string {
  if ('url' in source) return source.url;
  const repository = `https://github.com/${source.repository}`;
  if ('number' in source) return `${repository}/issues/${source.number}`; // leads to a pull request, too
  if ('commit' in source) return `${repository}/commit/${source.commit}`;
  return `${repository}/blob/HEAD/${source.path}`;
}
