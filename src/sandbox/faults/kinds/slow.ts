/** The true answer, late. */
import { type FaultKind, wholeNumber } from '../fault-kind.ts';

export const slow: FaultKind = {
  name: 'slow',
  parameters: { ms: wholeNumber(5_000, 1, 120_000) },
  strike({ fault, res, goOn }) {
    const timer = setTimeout(goOn, Number(fault.parameters.ms));
    timer.unref();
    res.once('close', () => clearTimeout(timer));
  },
};
