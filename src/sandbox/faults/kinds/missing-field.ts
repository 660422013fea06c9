/** The true answer, one field short. */
import { changeAnswer } from '../change-answer.ts';
import type { FaultKind, Parameter } from '../fault-kind.ts';

const field: Parameter = {
  fallback: 'access_token',
  fallbackAt: ['token'],
  fits: (value) => typeof value === 'string' && /^\w{1,60}$/.test(value),
  words: 'the name of a field of the answer',
};

export const missingField: FaultKind = {
  name: 'missing-field',
  endpoints: ['token', 'api'],
  parameters: { field },
  apply(faultContext) {
    const missing = String(faultContext.fault.parameters.field);
    changeAnswer(faultContext, async (answer) => {
      if (!Object.hasOwn(answer, missing)) return undefined;
      return Object.fromEntries(Object.entries(answer).filter(([name]) => name !== missing));
    });
    faultContext.next();
  },
};
