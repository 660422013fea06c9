/** What went over the wire in a run: what is worth a look is kept, and it has a bound. */
import { LARGEST_KEPT_BODIES, boundExchange, cutBody, kindOf, mostExchangesOf } from './bounds.ts';
import { KEPT_BACK } from './exchange.ts';
import type { Exchange, NameValue } from './exchange.ts';
import { spellingsOf } from './find-secrets.ts';
import { eraseText } from './redaction.ts';

/** A log as it is stored. */
export interface KeptLog {
  readonly exchanges: readonly Exchange[];
  /** How many there have been: the number in the id of the latest. */
  readonly count: number;
  /** How many of each kind are here no longer. */
  readonly dropped: Readonly<Record<string, number>>;
}

/** The exchanges of one run, in order. */
export class WireLog {
  readonly exchanges: Exchange[];
  readonly dropped: Record<string, number>;
  /** By how much the clock of the server is ahead: what is added says so. */
  aheadMs: number | undefined;
  readonly #longestWaitMs: number;
  #ids: { count: number };
  readonly #forks: WireLog[] = [];
  #endsAt: number | undefined;

  /** @param kept Of an earlier part of the run. */
  constructor(kept?: KeptLog, longestWaitMs: number = LONGEST_WAIT_MS) {
    this.exchanges = [...(kept?.exchanges ?? [])];
    this.dropped = { ...kept?.dropped };
    this.#ids = { count: kept?.count ?? 0 };
    this.#longestWaitMs = longestWaitMs;
  }

  /** What is left of the time that a page may take: it begins with the first exchange. A whole number, at least 1. */
  millisecondsLeft(): number {
    const now = performance.now();
    this.#endsAt ??= now + this.#longestWaitMs;
    return Math.max(1, Math.ceil(this.#endsAt - now));
  }

  /** How many exchanges there have been, the dropped ones among them. */
  get count(): number {
    return this.#ids.count;
  }

  /** For the store. */
  keep(): KeptLog {
    return {
      exchanges: [...this.exchanges],
      count: this.#ids.count,
      dropped: { ...this.dropped },
    };
  }

  /** Cuts it to what a log may hold; earlier ones of its step make room for it. */
  add(exchange: Omit<Exchange, 'id'>): Exchange {
    this.#ids.count += 1; // no id comes twice, whatever was dropped
    const sentAt = exchange.sentAt ?? Date.now() - (exchange.durationMs ?? 0);
    const { aheadMs } = this;
    const added = boundExchange({
      ...exchange,
      sentAt,
      ...(aheadMs !== undefined && { aheadMs }),
      id: `x${this.#ids.count}`,
    });
    this.#append(added);
    return added;
  }

  /** For one of several requests at once: under the same deadline. */
  fork(): WireLog {
    const log = new WireLog(undefined, this.millisecondsLeft());
    log.#ids = this.#ids;
    log.aheadMs = this.aheadMs;
    this.#forks.push(log);
    return log;
  }

  /** Brings in what the forks have: one after the other, in the order in which they were made. */
  join(): void {
    for (const { exchanges } of this.#forks.splice(0))
      exchanges.forEach((one) => this.#append(one));
  }

  #append(added: Exchange): void {
    this.exchanges.push(added);
    const kind = kindOf(added);
    const ofKind = this.exchanges.filter((exchange) => kindOf(exchange) === kind);
    this.#drop(ofKind.slice(0, Math.max(0, ofKind.length - mostExchangesOf(kind))));
    this.#cutBodies();
  }

  /** Takes the exchanges of one step out: they are about to take place again. What a visitor has chosen stays. */
  drop(step: string): void {
    this.#drop(this.exchanges.filter((exchange) => kindOf(exchange) === step));
  }

  /** Takes secrets out of the log for good, wherever they stand. */
  erase(secrets: readonly string[]): void {
    const spellings = spellingsOf(secrets);
    const erase = (text: string) => eraseText(text, spellings, KEPT_BACK.deletedToken);
    this.#replace(this.exchanges.map((exchange) => changeTexts(exchange, erase)));
  }

  #drop(gone: readonly Exchange[]): void {
    if (gone.length === 0) return;
    for (const kind of gone.map(kindOf)) this.dropped[kind] = (this.dropped[kind] ?? 0) + 1;
    this.#replace(this.exchanges.filter((exchange) => !gone.includes(exchange)));
  }

  /** The longest gives way first: a short answer stays whole beside large ones. */
  #cutBodies(): void {
    const lengths = this.exchanges.map(({ response }) => response?.body.length ?? 0);
    let tooMuch = lengths.reduce((sum, length) => sum + length, -LARGEST_KEPT_BODIES);
    while (tooMuch > 0) {
      const longest = Math.max(...lengths);
      const at = lengths.indexOf(longest);
      const half = Math.ceil(longest / 2);
      this.#replace(this.exchanges.map((one, i) => (i === at ? cutBody(one, half) : one)));
      lengths[at] = half;
      tooMuch -= longest - half;
    }
  }

  #replace(exchanges: readonly Exchange[]): void {
    this.exchanges.splice(0, this.exchanges.length, ...exchanges);
  }
}

/** All calls of one page together. A person waits ten seconds, not more. */
const LONGEST_WAIT_MS = 9_000;

/** Values only: names are the protocol's. */
function changeTexts(exchange: Exchange, change: (text: string) => string): Exchange {
  const changeFields = (fields: readonly NameValue[]) =>
    fields.map(([name, value]): NameValue => [name, change(value)]);
  const { request, response } = exchange;
  return {
    ...exchange,
    request: {
      ...request,
      url: change(request.url),
      headers: changeFields(request.headers),
      ...(request.form && { form: changeFields(request.form) }),
    },
    ...(response && {
      response: {
        ...response,
        headers: changeFields(response.headers),
        body: change(response.body),
      },
    }),
  };
}
