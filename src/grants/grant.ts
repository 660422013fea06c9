/** What a grant is: the requests that it makes of what has come. One file per grant implements this. */
import type { Draft } from '../runs/draft.ts';
import type { Flow } from '../runs/proceed.ts';
import type { Run } from '../runs/run.ts';
import type { GrantFacts } from './facts/grant-facts.ts';

/**
 * From what has come to the request that is next: nothing here sends anything. Whether a request is sent
 * at once or when the visitor sends it is {@link createProceed}'s to decide, and so is what becomes of one that
 * fails: {@link createSend} has written it into the wire log of the run before it throws, so no grant catches.
 */
export interface Grant extends GrantFacts, Flow {
  /** The first request. */
  start(setting: Setting): Draft;
  /**
   * The browser is back with an answer whose `state` was found good.
   *
   * @throws What the answer says, where it is no consent.
   */
  readonly onRedirect?: (run: Run, response: ReadonlyMap<string, string>) => Draft;
}

/** What a first request is made of. */
export interface Setting {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  /** Who is to sign in, where that was chosen. */
  readonly username: string | undefined;
}
