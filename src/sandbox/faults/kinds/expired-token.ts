/** At the API, the token has expired; at the token endpoint, the new one is dead on arrival. */
import { hashOf } from '../../secrets.ts';
import { changeAnswer } from '../change-answer.ts';
import type { FaultKind, Strike } from '../fault-kind.ts';

export const expiredToken: FaultKind = {
  name: 'expired-token',
  endpoints: ['token', 'api'],
  strike(strike) {
    if (strike.endpoint === 'api') {
      replaceToken(strike);
    } else {
      changeAnswer(strike.res, async (answer) => {
        const { access_token: token } = answer;
        if (typeof token === 'string') {
          await strike.context.stores.accessTokens.take(hashOf(token));
        }
        return answer;
      });
    }
    strike.goOn();
  },
};

/** By one that nobody issued: the answer is then the era's own. */
function replaceToken({ req }: Strike): void {
  req.headers.authorization = 'Bearer expired';
  const [path = '', query = ''] = req.url.split('?');
  const rest = query.split('&').filter((pair) => !pair.startsWith('access_token='));
  req.url = [path, ...(rest.length > 0 && rest[0] !== '' ? [rest.join('&')] : [])].join('?');
}
