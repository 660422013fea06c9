/** Stores that answer a turn of the event loop later, as one behind a network does: races show. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Stores, createClock, createStores } from '../../../src/sandbox/index.ts';
import type { Store } from '../../../src/storage/store.ts';

/** On a clock of their own: not for tests that move time. */
export function slowStores(): Stores {
  const stores = createStores(createClock({ frozenAt: 1 }));
  return {
    newSessions: slow(stores.newSessions),
    signedInSessions: slow(stores.signedInSessions),
    pendingRequests: slow(stores.pendingRequests),
    undecided: slow(stores.undecided),
    codes: slow(stores.codes),
    unspentCodes: slow(stores.unspentCodes),
    pendingAuthorizations: slow(stores.pendingAuthorizations),
    authorizations: slow(stores.authorizations),
    consents: slow(stores.consents),
    withdrawals: slow(stores.withdrawals),
    accessTokens: slow(stores.accessTokens),
    refreshTokens: slow(stores.refreshTokens),
    unspentRefreshTokens: slow(stores.unspentRefreshTokens),
    passwordFailures: slow(stores.passwordFailures),
    anonymousReads: slow(stores.anonymousReads),
    shelves: slow(stores.shelves),
  };
}

function slow<T>(store: Store<T>): Store<T> {
  return {
    async put(key, value, lifeInSeconds) {
      await nextTurn();
      await store.put(key, value, lifeInSeconds);
    },
    async get(key) {
      await nextTurn();
      return store.get(key);
    },
    async take(key) {
      await nextTurn();
      return store.take(key);
    },
    async update(key, change, lifeInSeconds) {
      await nextTurn();
      return store.update(key, change, lifeInSeconds);
    },
    count: () => store.count(),
    keys: () => store.keys(),
  };
}
