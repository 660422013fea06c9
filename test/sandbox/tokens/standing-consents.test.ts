import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Context } from '../../../src/sandbox/context.ts';
import { createClock, createStores } from '../../../src/sandbox/index.ts';
import type { Stores } from '../../../src/sandbox/stores.ts';
import { eras } from '../../../src/sandbox/eras.ts';
import {
  isAgreed,
  isStanding,
  storeConsent,
  widenConsent,
  withdrawConsent,
} from '../../../src/sandbox/tokens/consents.ts';

const AGREEMENT = { browser: '', username: 'ada', clientId: 'c' };

describe('A consent (contract §1.4)', () => {
  let stores: Stores;
  let context: Context;
  beforeEach(() => {
    stores = createStores(createClock({ frozenAt: 1 }));
    const settings: Partial<Context['settings']> = { isShared: false, rememberConsent: true };
    const parts = {
      stores,
      timeOf: async () => 1,
      era: eras.current,
      settings: settings as Context['settings'],
    };
    context = parts as Partial<Context> as Context; // nothing else of it is looked at
  });

  async function agree(scopes: readonly string[] = ['account']) {
    const { tie, consent } = await widenConsent(context, AGREEMENT, scopes, undefined);
    await storeConsent(context, tie, consent);
    return { clientId: 'c', scopes, grantedAt: 1, visitor: undefined, consent: tie };
  }

  it('widens the one before', async () => {
    await agree(['account']);
    await agree(['email']);

    expect(await isAgreed(context, AGREEMENT, ['account', 'email'])).toBe(true);
  });

  it('that was taken back counts no more where its record was left, and widens none', async () => {
    const { consent } = await agree(['account']);
    await stores.withdrawals.put(consent.key, { count: 1, visitor: undefined }, 100);
    expect(await isAgreed(context, AGREEMENT, ['account'])).toBe(false);

    await agree(['email']);

    expect(await isAgreed(context, AGREEMENT, ['email'])).toBe(true);
    expect(await isAgreed(context, AGREEMENT, ['account'])).toBe(false);
  });

  it('that is given anew while the one before is taken back stays, and can be taken back', async () => {
    const { withdrawals } = stores;
    const before = await agree();
    let anew = before;
    stores.withdrawals = {
      ...withdrawals,
      async put(...given) {
        await withdrawals.put(...given);
        stores.withdrawals = withdrawals;
        anew = await agree(); // in another tab, before the first has had its answer
      },
    };

    await withdrawConsent(context, AGREEMENT);
    expect([await isStanding(context, before), await isStanding(context, anew)]).toEqual([
      false,
      true,
    ]);

    await withdrawConsent(context, AGREEMENT);
    expect(await isStanding(context, anew)).toBe(false);
  });
});
