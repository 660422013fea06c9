/** Of the answer to client credentials: which fields it has, and of what kind. RFC 6749 §5.1 */
import type { TryId } from '../../statements/statement.ts';
import { ask, describeTokenReply } from '../ask.ts';
import { compare, record } from '../try.ts';
import type { Finding, Try } from '../try.ts';
import type { Session } from '../session.ts';

/** From this on it cannot be the old form, of about a hundred characters. */
const LONG_TOKEN = 1_900;

async function fieldsOf(session: Session): Promise<Readonly<Record<string, unknown>>> {
  await session.clientAccessToken();
  return (await session.clientToken()).fields;
}

const ofAnswer = (
  expects: string,
  look: (fields: Readonly<Record<string, unknown>>) => Finding,
): Try => ({
  expects,
  run: async (session) => look(await fieldsOf(session)),
});

const present = (fields: Readonly<Record<string, unknown>>, names: readonly string[]) =>
  names.filter((name) => name in fields).join(' and ') || 'none';

export const tokenAnswerTries = {
  'token-of-client': {
    sends:
      'grant_type=client_credentials to the token endpoint, with the credentials in HTTP Basic',
    expects: '200',
    run: async (session) => compare(describeTokenReply(await session.clientToken()), '200'),
  },
  'client-secret-in-body': {
    sends: 'the same with client_id and client_secret as form fields',
    expects: '200',
    async run({ target: { server }, secrets }) {
      const reply = await ask(server.tokenEndpoint, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: server.client.clientId,
          client_secret: server.client.clientSecret,
        }),
      });
      const { access_token: token } = reply.fields;
      if (typeof token === 'string') secrets.add(token);
      return compare(describeTokenReply(reply), '200');
    },
  },
  'scope-field': ofAnswer('scope', (fields) =>
    compare(present(fields, ['scope', 'scopes']), 'scope'),
  ),
  'state-field': ofAnswer('not known', (fields) => record(present(fields, ['state']))),
  'token-type': ofAnswer('bearer', ({ token_type: type }) =>
    compare(typeof type === 'string' && /^bearer$/i.test(type) ? type : 'another', 'bearer'),
  ),
  'expires-in': ofAnswer('7200', ({ expires_in: seconds }) =>
    compare(typeof seconds === 'number' ? `${seconds}` : 'no number', '7200'),
  ),
  'token-length': ofAnswer(`three parts, ${LONG_TOKEN} characters or more`, (fields) => {
    const token = String(fields['access_token']);
    const looksLikeJwt = token.split('.').length === 3;
    return {
      seen: `${looksLikeJwt ? 'three parts' : 'one part'}, ${token.length} characters`,
      holds: looksLikeJwt && token.length >= LONG_TOKEN,
    };
  }),
  'refresh-token-of-client': ofAnswer('none', (fields) =>
    compare(present(fields, ['refresh_token']), 'none'),
  ),
} satisfies Partial<Record<TryId, Try>>;
