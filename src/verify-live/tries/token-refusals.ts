/** What the token endpoint refuses, and how. RFC 6749 §5.2. Nothing that is sent could be granted. */
import { clientSecretBasic } from '../../oauth/client-authentication.ts';
import type { TryId } from '../../statements/statement.ts';
import { ask, describeTokenReply } from '../ask.ts';
import { compare, record } from '../try.ts';
import type { Try } from '../try.ts';

/** Nobody ever issued it. */
const INVENTED = 'verify-live-invented';

const refused = (sends: string, expects: string, form: Readonly<Record<string, string>>): Try => ({
  sends,
  expects,
  run: async ({ askToken }) => compare(describeTokenReply(await askToken(form)), expects),
});

export const tokenRefusalTries = {
  'body-of-json': {
    sends: 'a body of JSON with grant_type=client_credentials',
    expects: '400 invalid_grant: Unsupported grant type: None',
    async run({ target: { server } }) {
      const reply = await ask(server.tokenEndpoint, {
        method: 'POST',
        headers: {
          Authorization: clientSecretBasic(server.client),
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({ grant_type: 'client_credentials' }),
      });
      return compare(describeTokenReply(reply), this.expects);
    },
  },
  'code-missing': refused(
    'grant_type=authorization_code without a code',
    '400 invalid_request: Missing required field: code',
    { grant_type: 'authorization_code' },
  ),
  'code-unknown': refused(
    'grant_type=authorization_code with an invented code',
    '400 invalid_grant: The specified code is not valid.',
    { grant_type: 'authorization_code', code: INVENTED },
  ),
  'foreign-host': {
    sends: 'an invented code, and the callback URL on a host that does not exist',
    expects: 'host must match configured redirect uri',
    async run({ askToken, target }) {
      const redirectUri = new URL(target.redirectUri);
      redirectUri.hostname = 'verify-live.invalid'; // RFC 6761: it never exists
      const { fields } = await askToken({
        grant_type: 'authorization_code',
        code: INVENTED,
        redirect_uri: redirectUri.href,
      });
      return compare(String(fields['error_description']), this.expects);
    },
  },
  'credentials-missing': {
    sends: 'grant_type=client_credentials without any credentials',
    expects: '400, Client credentials missing; …',
    async run({ target: { server } }) {
      const reply = await ask(server.tokenEndpoint, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });
      const seen = describeTokenReply(reply);
      return { seen, holds: /^400 .*Client credentials missing; /.test(seen) };
    },
  },
  'grant-type-password': {
    sends: 'grant_type=password, without a name and a password',
    expects: 'not known',
    run: async ({ askToken }) =>
      record(describeTokenReply(await askToken({ grant_type: 'password' }))),
  },
  'grant-type-unknown': refused(
    'a grant_type that does not exist',
    `400 invalid_grant: Unsupported grant type: ${INVENTED}`,
    { grant_type: INVENTED },
  ),
  'wrong-secret': {
    sends: 'grant_type=client_credentials with an invented id and secret, not yours',
    expects: '400 unauthorized_client: Invalid OAuth client credentials',
    async run({ target: { server } }) {
      const reply = await ask(server.tokenEndpoint, {
        method: 'POST',
        headers: {
          Authorization: clientSecretBasic({ clientId: INVENTED, clientSecret: INVENTED }),
        },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });
      return compare(describeTokenReply(reply), this.expects);
    },
  },
  revocation: {
    sends: 'an invented token to /site/oauth2/revoke',
    expects: 'not known',
    async run({ target: { server } }) {
      const reply = await ask(new URL('revoke', server.tokenEndpoint), {
        method: 'POST',
        headers: { Authorization: clientSecretBasic(server.client) },
        body: new URLSearchParams({ token: INVENTED }),
      });
      return record(describeTokenReply(reply));
    },
  },
} satisfies Partial<Record<TryId, Try>>;
