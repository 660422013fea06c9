/** What a fault is: as a test asks for it, and as it is set. No type here needs another package. */

export type FaultName =
  | 'slow'
  | 'hang'
  | 'reset'
  | 'status'
  | 'html'
  | 'malformed-json'
  | 'empty'
  | 'truncated'
  | 'huge'
  | 'redirect'
  | 'expired-token'
  | 'long-token'
  | 'missing-field'
  | 'preflight';

/** Where a request goes; `other` are the pages and what nobody knows. */
export type Endpoint = 'authorize' | 'token' | 'api' | 'other';

/** What a test asks for. */
export interface FaultOrder {
  fault: FaultName;
  /**
   * `authorize`, `token`, `api`, or a path: `/2.0/user` is that address and all below it, with
   * `/api` before it as well.
   */
  endpoint: string;
  /** The next so many requests; without it, all until the fault is cleared. */
  times?: number;
  /**
   * Only requests of this visitor: by default a client id. Such a fault ends after ten minutes, by
   * the one clock; in the app by a clock that no visitor can move.
   */
  visitor?: string;
  /** `slow`: milliseconds. */
  ms?: number;
  /** `status`, `redirect`, `preflight`: the status. */
  status?: number;
  /** `status`: the `Retry-After` header, seconds or a date. Without it there is none. */
  retryAfter?: number | string;
  /** `huge`: how large. */
  bytes?: number;
  /** `long-token`: how many characters. */
  length?: number;
  /** `missing-field`: which one. At the token endpoint `access_token`, at the API none by itself. */
  field?: string;
  /** `reset`: after the request came, or after it was carried out, when its answer gets lost. */
  after?: 'request' | 'answer';
}

export type ParameterName = 'ms' | 'status' | 'retryAfter' | 'bytes' | 'length' | 'field' | 'after';
export type ParameterValue = number | string;

/** A fault that is set: with its defaults filled in. */
export interface Fault {
  readonly id: string;
  readonly fault: FaultName;
  readonly endpoint: string;
  /** How many requests it still applies to; `null`: every one. */
  readonly remaining: number | null;
  readonly visitor?: string;
  readonly parameters: Readonly<Partial<Record<ParameterName, ParameterValue>>>;
}

export interface Faults {
  /** Those that are set, the oldest first: of several that fit, the first applies. */
  readonly active: readonly Fault[];
  /** @throws {RangeError} Not a fault, or not like this: the message says what is wrong. */
  set(order: FaultOrder): Fault;
  /** One, by its id, or those of a visitor, or all. @returns How many there were. */
  clear(which?: { id?: string; visitor?: string }): number;
}
