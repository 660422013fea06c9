/** At the API, the token has expired; at the token endpoint, the new one is dead on arrival. */
import type { Request } from 'express';
import { digestOf } from '../../../secrets/digest.ts';
import { isForm } from '../../http/bodies.ts';
import { formText, queryText } from '../../http/parameters.ts';
import { changeAnswer } from '../change-answer.ts';
import type { FaultKind } from '../fault-kind.ts';

export const expiredToken: FaultKind = {
  name: 'expired-token',
  endpoints: ['token', 'api'],
  apply(faultContext) {
    const { endpoint, context, req, next } = faultContext;
    if (endpoint === 'api') {
      replaceToken(req);
    } else {
      changeAnswer(faultContext, async (answer) => {
        const { access_token: token } = answer;
        if (typeof token !== 'string') return undefined;
        await context.stores.accessTokens.take(digestOf(token));
        return answer;
      });
    }
    next();
  },
};

/** By one that nobody issued, whichever way it came: the answer is then the era's own. */
function replaceToken(req: Request): void {
  req.headers.authorization = 'Bearer expired';
  const query = withoutToken(queryText(req));
  req.url = req.path + (query === '' ? '' : `?${query}`);
  if (isForm(req)) req.body = withoutToken(formText(req));
}

/** RFC 6750 §2.2, §2.3 */
function withoutToken(pairs: string): string {
  const isToken = (pair: string) => new URLSearchParams(pair).has('access_token');
  return pairs
    .split('&')
    .filter((pair) => !isToken(pair))
    .join('&');
}
