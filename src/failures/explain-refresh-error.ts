/** A refresh token that is of no more use, in words for a person. RFC 6749 §6. */
import type { RefreshError } from '../errors/errors.ts';
import type { Sent } from './choose-failure.ts';
import { lookUp } from './explanation.ts';
import type { Explanation } from './explanation.ts';

const REASONS: Readonly<Record<RefreshError['reason'], string>> = {
  refused: 'The tokens of this run were deleted here: they are of no more use.',
  lost: 'Two answers to a refresh were lost on the way. The server may have given out new tokens that never arrived, so the old ones were deleted here.',
};

export function explainRefreshError({ reason, refusal }: RefreshError, sent?: Sent): Explanation {
  const found = refusal && lookUp({ ...occurrenceOf(refusal), sent });
  return {
    status: 502,
    title: 'The refresh token is of no more use',
    explanation: REASONS[reason],
    failure: reason === 'lost' ? 'connection-interrupted' : 'refresh-token-refused',
    ...found,
    whatToDo: 'Run the grant again: that brings new tokens.',
    action: 'Get new tokens',
    ...(refusal && { code: refusal.code }),
    ...(refusal?.description !== undefined && { theirWords: refusal.description }),
  };
}

function occurrenceOf({ code, description, status }: NonNullable<RefreshError['refusal']>) {
  const grantType = 'refresh_token';
  return { where: ['token-endpoint'], code, text: description, status, grantType } as const;
}
