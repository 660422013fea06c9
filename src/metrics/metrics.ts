/** What is counted for whoever runs the app. Without a port to ask at, nothing is. */
import type { RequestHandler } from 'express';
import type { CreateStore } from '../storage/storage.ts';
import type { Send } from '../wire/send.ts';

/** `begun` once; then what came of it, each time that it came to something. */
export type Outcome = 'begun' | 'token' | 'denied' | 'failed';

/** @param server Its id: `sandbox-current`. */
export type CountRun = (grantSlug: string, server: string, outcome: Outcome) => void;

export interface Metrics {
  readonly countRun: CountRun;
  /** The same, with the time that each exchange takes. */
  readonly timed: (send: Send) => Send;
  /** Counts what is refused. Stands before all that may refuse. */
  readonly watchRefusals: RequestHandler;
  /** The same, and it is known how much each store holds. */
  readonly counted: (createStore: CreateStore) => CreateStore;
  readonly close: () => Promise<void>;
}

export const NO_METRICS: Metrics = {
  countRun: () => undefined,
  timed: (send) => send,
  watchRefusals: (_req, _res, next) => next(),
  counted: (createStore) => createStore,
  close: async () => undefined,
};
