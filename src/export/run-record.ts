/** A run as it leaves the app: redacted, and the one thing that every export is made of. Described in docs/exports.md. */
import type { ServerId } from '../bitbucket/servers.ts';
import type { EraName } from '../statements/eras.ts';
import type { SecretReference } from '../runs/draft.ts';
import type { NameValue, Role } from '../wire/exchange.ts';

export interface RunRecord {
  readonly format: 'bitbucket-oauth-grants run';
  /** Of this shape: another where something has gone, or means something else. What is added leaves it as it is. */
  readonly version: 1;
  readonly madeBy: { readonly name: string; readonly version: string; readonly node: string };
  readonly grant: { readonly slug: string; readonly title: string; readonly source: string };
  readonly server: ServerRecord;
  /** No secret: it stands in the address that the browser is sent to. RFC 6749 §2.2 */
  readonly clientId: string;
  readonly redirectUri: string;
  /** Who signed in, where that is one of the sandbox's people. */
  readonly person?: string;
  /** Its number on the page. */
  readonly run: number;
  readonly startedAt: string;
  /** How it stood when this was made. */
  readonly standing: Standing;
  readonly failure?: FailureRecord;
  /** What is not in here, or not as it was: sentences. */
  readonly notes: readonly string[];
  readonly exchanges: readonly ExchangeRecord[];
}

export interface ServerRecord {
  readonly id: ServerId;
  readonly name: string;
  /** Of the sandbox. */
  readonly era?: EraName;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly apiBaseUrl: string;
}

export type Standing =
  | { readonly is: 'done' | 'failed' | 'unanswered' | 'in the browser' }
  /** The request of this step is prepared, and was not sent. */
  | { readonly is: 'waiting'; readonly step: string };

export interface FailureRecord {
  readonly step: string;
  readonly title: string;
  /** The RFC's word, and the other side's. */
  readonly code?: string;
  readonly words?: string;
  /** What explains it: `/errors/<slug>`. */
  readonly slug?: string;
}

/** One request and its answer. No secret in it is whole: see redact.ts. */
export interface ExchangeRecord {
  readonly id: string;
  /** The letter of the figure, or `API`, `Next`, `Refresh`, `Revoke`. */
  readonly step: string;
  readonly title: string;
  readonly channel: 'front' | 'back';
  readonly from: Role;
  readonly to: Role;
  readonly sentAt: string;
  readonly durationMs?: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly NameValue[];
    readonly form?: readonly NameValue[];
  };
  /** Absent in the front channel, which our server does not see the end of, and where none came. */
  readonly response?: {
    readonly status: number;
    readonly headers: readonly NameValue[];
    readonly body: string;
  };
  /** Why none came. */
  readonly failure?: string;
  /** How many characters were too many to be kept. */
  readonly leftOut?: number;
  /** The mistake that was made in it on purpose. */
  readonly mistake?: string;
  /** What stood where a secret stands, by its name: a wrong one is told from the right one. */
  readonly secrets: readonly (SecretReference & { readonly field: string })[];
  /** By how much the clock of the server was ahead, where that is known. */
  readonly aheadMs?: number;
}
