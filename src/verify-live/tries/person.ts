/** What needs your own consent in a browser: PKCE, rotation, and your own public profile. */
import { findTokens } from '../../oauth/token.ts';
import type { TryId } from '../../statements/statement.ts';
import { describeTokenReply } from '../ask.ts';
import { NotTriedError } from '../target.ts';
import { compare } from '../try.ts';
import type { Try } from '../try.ts';

export const personTries = {
  'pkce-verifier': {
    sends: 'a code with a code_verifier that does not belong to its code_challenge',
    expects: '200',
    async run(session) {
      const { wrongVerifier } = await session.person();
      return compare(describeTokenReply(wrongVerifier), '200');
    },
  },
  'refresh-rotates': {
    sends: 'your refresh token, once',
    expects: 'another one',
    async run(session) {
      const { refreshToken } = await session.person();
      if (refreshToken === undefined) throw new NotTriedError('no refresh token came');
      const reply = await session.askToken({
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
      });
      const [next] = findTokens({ refresh_token: reply.fields['refresh_token'] });
      if (next === undefined) return compare(`none: ${describeTokenReply(reply)}`, this.expects);
      return compare(next === refreshToken ? 'the same one' : 'another one', this.expects);
    },
  },
  'anonymous-read': {
    sends: 'GET /2.0/user with your token, then GET /2.0/users/{your uuid} without one',
    expects: '200',
    async run(session) {
      const { accessToken } = await session.person();
      const { fields } = await session.askUser(accessToken);
      const { uuid } = fields;
      if (typeof uuid !== 'string') throw new NotTriedError('/2.0/user has no uuid');
      const { status } = await session.askApi(`/users/${encodeURIComponent(uuid)}`);
      return compare(`${status}`, '200');
    },
  },
} satisfies Partial<Record<TryId, Try>>;
