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
    async take(key, isMeant) {
      await wait();
      return store.take(key, isMeant);
    },
    async update(key, change, lifeInSeconds) {
      await wait();
      return store.update(key, change, lifeInSeconds);
    },
    count: () => store.count(),
    async keys() {
      await wait();
      return store.keys();
    },
  };
}
