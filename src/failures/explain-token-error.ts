/** The token endpoint refused: what to do follows from its code, its text and what was sent. RFC 6749 §5.2. */
import type { TokenError } from '../errors/errors.ts';
import type { Sent } from './choose-failure.ts';
import { lookUp } from './explanation.ts';
import type { Explanation } from './explanation.ts';

export function explainTokenError(error: TokenError, sent?: Sent): Explanation {
  const { status, code, description, grantType } = error;
  return {
    status: 502,
    title: 'The token endpoint refused',
    explanation: `It answered with status ${status}.`,
    ...lookUp({ where: ['token-endpoint'], code, text: description, status, grantType, sent }),
    code,
    ...(description !== undefined && { theirWords: description }),
  };
}
