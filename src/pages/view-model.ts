/** The shapes that the templates are given: masked, formatted, ready to print. */
import type { Refusal } from '../bitbucket/api-set.ts';
import type { ServerId } from '../bitbucket/servers.ts';
import type { Role } from '../wire/exchange.ts';
import type { TextPart } from '../wire/redaction.ts';

export interface SecretView {
  /** At most four characters at either end: `eyJh…Zk3w`. */
  readonly masked: string;
  readonly length: number;
  /** May it be asked for? */
  readonly isRevealable: boolean;
  /** The whole value; only on the answer to a deliberate "Reveal". */
  readonly revealed?: string;
}

export interface TokenView {
  readonly accessToken: SecretView;
  readonly tokenType: string;
  /** Milliseconds since the epoch: tells this token from the one that a refresh brings. */
  readonly receivedAt: number;
  readonly scopes: readonly string[];
  /** Absent where the server did not say. */
  readonly expiresAt?: { readonly iso: string; readonly text: string; readonly inSeconds: number };
  readonly refreshToken?: SecretView;
}

export interface ExchangeView {
  readonly id: string;
  readonly step: string;
  readonly title: string;
  readonly channel: 'front' | 'back';
  readonly from: RoleView;
  readonly to: RoleView;
  readonly request: {
    readonly method: string;
    readonly url: readonly TextPart[];
    readonly headers: readonly FieldView[];
    readonly form: readonly FieldView[];
  };
  readonly response?: {
    readonly status: number;
    readonly statusText: string;
    readonly headers: readonly FieldView[];
    /** Laid out where it is JSON, cut after 1,500 characters on a lesson page. */
    readonly body: readonly TextPart[];
    readonly isCut: boolean;
    /** Characters of the body as it is kept. */
    readonly bodyLength: number;
    /** A plain success of the API has a link in the place of headers and body, to keep the page light. */
    readonly isFolded: boolean;
  };
  readonly failure?: string;
  readonly duration?: string;
  /** How many characters of it were too many to keep. */
  readonly leftOut?: number;
  /** How many of its step took place before it and are kept no longer. */
  readonly droppedBefore?: number;
  /** Back channel only. */
  readonly curl?: string;
  /** Where this exchange stands alone with its whole body. */
  readonly href: string;
  /** True when the exchange holds something that "Reveal" would show. */
  readonly isRevealable: boolean;
  readonly isRevealed: boolean;
}

export interface FieldView {
  readonly name: string;
  readonly value: readonly TextPart[];
  /** The value, where nothing of it is masked. */
  readonly plain?: string;
}

export interface RoleView {
  readonly id: Role;
  /** As the pages of a run call it: `You and your browser`. */
  readonly name: string;
  /** As RFC 6749 §1.1 does: `Resource owner`. */
  readonly term: string;
  /** One letter or two, since colour is never the only sign: `AS`. */
  readonly abbreviation: string;
}

export interface FailureView {
  /** `You denied access` */
  readonly title: string;
  readonly explanation: string;
  /** The RFC's word, untouched: `access_denied`. */
  readonly code?: string;
  /** Text from the other side, shown as theirs. */
  readonly theirWords?: string;
  readonly whatToDo: string;
  /** What the button says that starts the run anew, in the place of `Try again`. */
  readonly action?: string;
}

/** One cell of a table; the first of a row is its heading. */
export interface CellView {
  readonly text: string;
  /** Below it, in small letters. */
  readonly note?: string;
  /** Where it is a moment. */
  readonly iso?: string;
}

export type RowView = readonly [heading: CellView, ...cells: CellView[]];

/** One call of the resource server: its values, or why there are none. */
export type ResourceView =
  | {
      readonly isOk: true;
      readonly rows: readonly RowView[];
      readonly hasMore: boolean;
      readonly exchangeHrefs: readonly string[];
    }
  | (Refusal & { readonly isOk: false; readonly exchangeHrefs: readonly string[] });

export interface ApiResultsView {
  readonly user: ResourceView;
  readonly emails: ResourceView;
  readonly workspaces: ResourceView;
  /** Absent when there is no workspace to read from. */
  readonly repositories?: ResourceView & { readonly workspace: string };
}

export interface RunView {
  readonly id: string;
  readonly server: { readonly id: ServerId; readonly name: string; readonly host: string };
  readonly startedAt: { readonly iso: string; readonly text: string };
  readonly failure?: FailureView;
  readonly token?: TokenView;
  /** After a refresh: what the token was before. */
  readonly previousToken?: TokenView;
  readonly results?: ApiResultsView;
  /** The API answered 401, RFC 6750 §3.1: only a new token helps. */
  readonly isTokenRefused: boolean;
  readonly exchanges: readonly ExchangeView[];
  /** Letters of the steps that took place, and of the one that failed. */
  readonly stepsDone: readonly string[];
  readonly stepFailed?: string;
}

/** One way to run the grant. */
export interface RunChoice {
  readonly href: string;
  /** `Run it on the sandbox, current era` */
  readonly label: string;
  readonly serverName: string;
  readonly host: string;
  /** `quiet`: offered against better knowledge (implicit on bitbucket.org). */
  readonly kind: 'primary' | 'secondary' | 'quiet';
  readonly note?: string;
}

/** The figure, computed once per grant: coordinates in the units of the viewBox. */
export interface SequenceDiagram {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
  readonly lanes: readonly { readonly role: RoleView; readonly x: number }[];
  readonly arrows: readonly {
    readonly letter: string;
    readonly label: string;
    readonly fromX: number;
    readonly toX: number;
    readonly y: number;
    readonly labelX: number;
    readonly isToTheRight: boolean;
    readonly from: RoleView;
    readonly to: RoleView;
  }[];
}
