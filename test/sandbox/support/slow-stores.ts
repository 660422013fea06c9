/** Stores that answer a turn of the event loop later, as one behind a network does: races show. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Stores, createClock, createStores } from '../../../src/sandbox/index.ts';
import type { Store } from '../../../src/storage/store.ts';

/**
 * @param turns So much later does each answer.
 * @param stores Theirs, on a clock of their own: not for tests that move time.
 */
export function slowStores(
  turns = 1,
  stores: Stores = createStores(createClock({ frozenAt: 1 })),
): Stores {
  const slow = <T>(store: Store<T>) => slowStore(store, turns);
  return {
    sessions: slow(stores.sessions),
    pendingRequests: slow(stores.pendingRequests),
    codes: slow(stores.codes),
    authorizations: slow(stores.authorizations),
    consents: slow(stores.consents),
    withdrawals: slow(stores.withdrawals),
    accessTokens: slow(stores.accessTokens),
    refreshTokens: slow(stores.refreshTokens),
    passwordFailures: slow(stores.passwordFailures),
    anonymousReads: slow(stores.anonymousReads),
    repositoryChanges: slow(stores.repositoryChanges),
  };
}

function slowStore<T>(store: Store<T>, turns: number): Store<T> {
  const wait = async () => {
    for (let turn = 0; turn < turns; turn += 1) await nextTurn();
  };
  return {
    async put(key, value, lifeInSeconds) {
      await wait();
      await store.put(key, value, lifeInSeconds);
    },
    async get(key) {
      await wait();
      return store.get(key);
    },
    async take(key, was) {
      await wait();
      return store.take(key, was);
    },
    async replace(key, was, value, lifeInSeconds) {
      await wait();
      return store.replace(key, was, value, lifeInSeconds);
    },
    count: () => store.count(),
    async keys() {
      await wait();
      return store.keys();
    },
  };
}
