/** The true answer, one field short. */
import { changeAnswer } from '../change-answer.ts';
import type { FaultKind, Parameter } from '../fault-kind.ts';

const field: Parameter = {
  fallback: 'access_token',
  fits: (value) => typeof value === 'string' && /^\w{1,60}$/.test(value),
  words: 'the name of a field',
};

export const missingField: FaultKind = {
  name: 'missing-field',
  endpoints: ['token', 'api'],
  parameters: { field },
  strike({ fault, res, goOn }) {
    changeAnswer(res, async (answer) => {
      const kept = Object.entries(answer).filter(([name]) => name !== fault.parameters.field);
      return Object.fromEntries(kept);
    });
    goOn();
  },
};
