/** Consents that are decided before they are asked for, so that no browser is needed. */
import type { Decision } from '../stores.ts';
import type { WaitingDecision } from './waiting-decision.ts';

export interface NextDecision extends Decision {
  /** For this client's requests only. */
  clientId?: string;
  /** For so many requests; without it, for every one until it is cleared. */
  times?: number;
}

export interface Decisions {
  /** In the order in which they are used. */
  readonly waiting: readonly NextDecision[];
  add(decision: NextDecision): void;
  /** The decision for a request that just came, if one is waiting. The first that fits. */
  take(clientId: string): Decision | undefined;
  clear(): void;
}

/** @param approver Grants every request that no other decision waits for. */
export function createDecisions(approver?: string): Decisions {
  const standing = approver === undefined ? undefined : { isGranted: true, username: approver };
  let waiting: NextDecision[] = [];
  return {
    get waiting() {
      return waiting;
    },
    add(decision) {
      // Those that are counted go first, one after the other; of the others, the latest holds.
      const place = waiting.findIndex(({ times }) => times === undefined);
      waiting.splice(place === -1 ? waiting.length : place, 0, { ...decision });
    },
    take(clientId) {
      const next = waiting.find((one) => one.clientId === undefined || one.clientId === clientId);
      if (!next) return standing;
      if (next.times !== undefined) next.times -= 1;
      waiting = waiting.filter(({ times }) => times !== 0);
      return { isGranted: next.isGranted, username: next.username };
    },
    clear() {
      waiting = [];
    },
  };
}

export function describeDecision(decision: NextDecision): WaitingDecision {
  const { isGranted, username, clientId = null, times = null } = decision;
  return { decision: isGranted ? 'approve' : 'deny', username, clientId, times };
}
