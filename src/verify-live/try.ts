/** What a try of a statement is: what it sends, what it sees, and whether that is what the list says. */
import type { Session } from './session.ts';

export interface Finding {
  /** In a few words, without anything of the account. */
  readonly seen: string;
  /** Is it what the list says? `undefined`: the list says that it is disputed or not known. */
  readonly holds: boolean | undefined;
}

export interface Try {
  /** One line, for whoever is asked whether it may be sent; none where it looks at what another got. */
  readonly sends?: string;
  /** What is seen if the statement holds. */
  readonly expects: string;
  readonly run: (session: Session) => Promise<Finding>;
}

/** A finding that is this very text, or is not. */
export function compare(seen: string, expected: string): Finding {
  return { seen, holds: seen === expected };
}

/** What nobody has settled: it is written down. */
export function record(seen: string): Finding {
  return { seen, holds: undefined };
}
