import { expect, it } from '@jest/globals';
import type { Context } from '../../../src/sandbox/context.ts';
import { createClock, createStores } from '../../../src/sandbox/index.ts';
import { eras } from '../../../src/sandbox/eras.ts';
import {
  isStanding,
  storeConsent,
  widenConsent,
  withdrawConsent,
} from '../../../src/sandbox/tokens/consents.ts';

const AGREEMENT = { browser: '', username: 'ada', clientId: 'c' };

it('A consent that is given anew while the one before is taken back stays, and can be taken back (contract §1.4)', async () => {
  const stores = createStores(createClock({ frozenAt: 1 }));
  const { withdrawals } = stores;
  const settings: Partial<Context['settings']> = { isShared: false };
  const parts = {
    stores,
    timeOf: async () => 1,
    era: eras.current,
    settings: settings as Context['settings'],
  };
  const context = parts as Partial<Context> as Context; // nothing else of it is looked at
  const agree = async () => {
    const { tie, consent } = await widenConsent(context, AGREEMENT, ['account'], undefined);
    await storeConsent(context, tie, consent);
    return { clientId: 'c', scopes: ['account'], grantedAt: 1, visitor: undefined, consent: tie };
  };
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
