/** One request and its answer, as they went over the wire. */

/** The roles of RFC 6749 §1.1; the browser stands with the person who sits before it. */
export type Role = 'resource-owner' | 'client' | 'authorization-server' | 'resource-server';

/** A header or a form field. A list of pairs, since order and repetition are part of the wire. */
export type NameValue = readonly [name: string, value: string];

export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly NameValue[];
  /** The fields of a form body, in order. */
  readonly form?: readonly NameValue[];
}

export interface WireResponse {
  readonly status: number;
  readonly headers: readonly NameValue[];
  readonly body: string;
}

export interface Exchange {
  /** Unique within its run, so that a page can name it. */
  readonly id: string;
  /** The letter of the RFC's figure, or `API`, `Refresh`. */
  readonly step: string;
  /** Of a call that the visitor has chosen: its id in the list of the API explorer. */
  readonly call?: string;
  /** One line for people: `Token request`. */
  readonly title: string;
  /** Front: through the browser, as redirects. Back: from our server to theirs. */
  readonly channel: 'front' | 'back';
  readonly from: Role;
  readonly to: Role;
  readonly request: WireRequest;
  /** Absent when no answer came; then `failure` says why. */
  readonly response?: WireResponse;
  readonly failure?: string;
  /** By the time of day, in milliseconds since the epoch. Absent in the logs of older releases. */
  readonly sentAt?: number;
  /** By how much the clock of the server was ahead of the time of day, where that is known. */
  readonly aheadMs?: number;
  /** Absent in the front channel: only the browser could measure it. */
  readonly durationMs?: number;
  /** How many characters of it were too many for the log. */
  readonly leftOut?: number;
}

/** What stands in the log for a secret that is never put there, not even masked. */
export const KEPT_BACK = {
  clientCredentials: 'Basic [client_id:client_secret, in base64]',
  password: '[the password]',
  deletedToken: '[deleted]',
} as const;
