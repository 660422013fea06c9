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
  /** Cut after {@link LONGEST_KEPT_BODY} characters. */
  readonly body: string;
}

export interface Exchange {
  /** Unique within its run, so that a page can name it. */
  readonly id: string;
  /** The letter of the RFC's figure, or `API`, `Refresh`. */
  readonly step: string;
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
  /** Absent in the front channel: only the browser could measure it. */
  readonly durationMs?: number;
}

export const LONGEST_KEPT_BODY = 128 * 1024;

/** What stands in the log for a secret that is never put there, not even masked. */
export const KEPT_BACK = {
  clientCredentials: 'Basic [client_id:client_secret, in base64]',
  password: '[the password]',
  deletedToken: '[deleted]',
} as const;

/** The exchanges of one run, in order. */
export class WireLog {
  readonly exchanges: Exchange[];
  readonly #longestWaitMs: number;
  #endsAt: number | undefined;

  /** @param exchanges Of an earlier part of the run. */
  constructor(exchanges: readonly Exchange[] = [], longestWaitMs: number = LONGEST_WAIT_MS) {
    this.exchanges = [...exchanges];
    this.#longestWaitMs = longestWaitMs;
  }

  /** What is left of the time that a page may take: it begins with the first exchange. At least 1. */
  millisecondsLeft(): number {
    const now = performance.now();
    this.#endsAt ??= now + this.#longestWaitMs;
    return Math.max(1, this.#endsAt - now);
  }

  add(exchange: Omit<Exchange, 'id'>): Exchange {
    const last = this.exchanges.at(-1)?.id.slice(1) ?? 0;
    const added = { ...exchange, id: `x${Number(last) + 1}` };
    this.exchanges.push(added);
    return added;
  }

  /** Takes the exchanges of one step out: they are about to take place again. */
  drop(step: string): void {
    const others = this.exchanges.filter((exchange) => exchange.step !== step);
    this.exchanges.splice(0, this.exchanges.length, ...others);
  }

  /** Takes secrets out of the log for good, wherever they stand. */
  erase(secrets: readonly string[]): void {
    const erase = (text: string, secret: string) =>
      text.replaceAll(JSON.stringify(secret).slice(1, -1), KEPT_BACK.deletedToken);
    const erased = JSON.parse(secrets.reduce(erase, JSON.stringify(this.exchanges))) as Exchange[];
    this.exchanges.splice(0, this.exchanges.length, ...erased);
  }
}

/** All calls of one page together. A person waits ten seconds, not more. */
const LONGEST_WAIT_MS = 9_000;
