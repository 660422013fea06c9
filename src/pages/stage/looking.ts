/** A run that is looked at: which message, and in which way. */
import type { ExplorerCall } from '../../explorer/explorer-calls.ts';
import type { Typed } from '../../explorer/read-call.ts';
import type { GrantFacts } from '../../grants/facts/grant-facts.ts';
import type { Run } from '../../runs/run.ts';

/** What is looked at, and how. */
export interface Looking {
  readonly grant: GrantFacts;
  readonly run: Run;
  /** `wire`, `code`; everything else: explained. */
  readonly view: string | undefined;
  /** Of the API's: which call. */
  readonly exchangeId: string | undefined;
  /** Of the API explorer: which call is chosen, how its answer is shown, and what could not be sent. */
  readonly call: ExplorerCall | undefined;
  readonly as: string | undefined;
  readonly typed: Typed | undefined;
  /** The id of the exchange, or the name of the token, whose secrets are asked for. */
  readonly revealed: string | undefined;
  /** The run's secrets, in all their spellings. */
  readonly secrets: readonly string[];
  readonly isRevealable: boolean;
}
