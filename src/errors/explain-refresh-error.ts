/** A refresh token that is of no more use, in words for a person. RFC 6749 §6. */
import type { RefreshError } from './errors.ts';
import type { Explanation } from './explanation.ts';

const REASONS: Readonly<Record<RefreshError['reason'], string>> = {
  refused:
    'The token endpoint no longer takes the refresh token: it was used, taken back, or has expired. The tokens of this run were deleted here.',
  lost: 'Two answers to a refresh were lost on the way. The server may have given out new tokens that never arrived, so the old ones were deleted here.',
};

export function explainRefreshError(error: RefreshError): Explanation {
  return {
    status: 502,
    title: 'The refresh token is of no more use',
    explanation: REASONS[error.reason],
    whatToDo: 'Run the grant again: that brings new tokens.',
    action: 'Get new tokens',
    ...(error.refusal && { code: error.refusal.code }),
    ...(error.refusal?.description !== undefined && { theirWords: error.refusal.description }),
  };
}
