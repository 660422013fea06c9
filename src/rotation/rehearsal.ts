/** What came of a rehearsal: who used which refresh token when, and what the sandbox answered. Tokens have names alone. */
import type { Choice } from './choice.ts';

export interface Rehearsal {
  readonly choice: Choice;
  /** In the order in which the answers came. */
  readonly uses: readonly Use[];
  /** Of those who refreshed nothing: somebody was faster, and they read what that brought. */
  readonly waits: readonly Wait[];
  /** The refresh token in the store, when all workers were done. */
  readonly stored: string;
  /** Whether it was still good, tried then; where it was refused, once more when the client's lock had ended. */
  readonly checks: readonly Use[];
}

/** A refresh token that was sent, and the answer. */
export interface Use {
  /** `worker 1`; empty: the rehearsal itself. */
  readonly by: string;
  /** `R1`: the names go by the order in which they came. */
  readonly presented: string;
  /** Milliseconds since the workers began, by the sandbox's clock. */
  readonly sentAt: number;
  readonly answeredAt: number;
  readonly answer: Brought | Refused;
}

interface Brought {
  readonly status: 200;
  readonly brings: string;
}

export interface Refused {
  readonly status: number;
  readonly error: string;
  readonly description: string;
}

export interface Wait {
  readonly by: string;
  readonly from: number;
  readonly until: number;
  readonly reads: string;
}

/** The refresh token that it brought, where it was not refused. */
export function broughtBy({ answer }: Use): string | undefined {
  return 'brings' in answer ? answer.brings : undefined;
}
