/** All tries, in the order in which they are made: what needs a person comes last. */
import type { TryId } from '../../statements/statement.ts';
import type { Try } from '../try.ts';
import { apiTries } from './api.ts';
import { personTries } from './person.ts';
import { tokenAnswerTries } from './token-answer.ts';
import { tokenRefusalTries } from './token-refusals.ts';

export const tries: Readonly<Record<TryId, Try>> = {
  ...tokenAnswerTries,
  ...tokenRefusalTries,
  ...apiTries,
  ...personTries,
};
