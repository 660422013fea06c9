/** The true answer, late. */
import { type FaultKind, wholeNumber } from '../fault-kind.ts';
import { LONGEST_SHARED_MS } from '../held-back.ts';

export const slow: FaultKind = {
  name: 'slow',
  parameters: { ms: wholeNumber(5_000, 1, 120_000) },
  apply({ fault, res, context, next }) {
    const ms = Number(fault.parameters.ms);
    const { isShared } = context.settings;
    const timer = setTimeout(next, isShared ? Math.min(ms, LONGEST_SHARED_MS) : ms);
    timer.unref();
    res.once('close', () => clearTimeout(timer));
  },
};
