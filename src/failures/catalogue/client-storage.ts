/** The client cannot keep, read or build what belongs to a token. Contract §1.3, §1.4, §2, §7. */
import { BOTH_ERAS } from '../../statements/eras.ts';
import type { Failure } from '../failure.ts';

export const clientStorage = [
  {
    slug: 'token-too-long',
    title: 'The token is too long for a cookie, a column or a keyring',
    where: 'client',
    texts: [
      { text: 'The stub received bad data', by: 'Windows' },
      { text: 'Failed to write item to store. [0x6f7]', by: 'Git Credential Manager' },
      { text: 'is longer than platform limit of {limit} chars', by: 'keyring' },
      { text: 'data passed to Set was too big', by: 'go-keyring' },
      { text: 'value too long for type character varying({length})', by: 'PostgreSQL' },
      { text: "Data too long for column '{column}'", by: 'MySQL' },
      {
        text: 'The token endpoint answered with a {name} of {length} characters. This app takes no more than {most}.',
        by: 'this app',
      },
    ],
    eras: ['current'],
    cause:
      'Access tokens of the newer kind have 1,900 to over 2,500 characters, and a refresh token comes beside them, where the old ones had about 90. They fit neither a cookie of 4,096 bytes, nor a `varchar(255)`, nor Windows Credential Manager with its 2,560 bytes.',
    fix: [
      'Keep tokens on the server, and give the browser an id alone.',
      'Make the column `text`.',
      'On Windows, keep access and refresh token apart, in pieces, or in an encrypted file: `git config --global credential.credentialStore dpapi` for Git Credential Manager.',
      'Assume no length at all.',
    ],
    change: {
      before: 'access_token varchar(255)',
      after: 'access_token text',
    },
    related: ['credential-length', 'token-expired'],
    statements: ['token-length', 'oauth-clients-page'],
  },
  {
    slug: 'credential-length',
    title: 'The newer key and secret are refused by a check of their length',
    where: 'client',
    texts: [],
    eras: ['current'],
    cause:
      'A client tells an OAuth consumer by a key of 18 and a secret of 32 characters, and those made since mid-2026 have 32 and 76. It then sends them to the API as name and password, which is answered with 401, or refuses to take them at all.',
    fix: [
      'Update the client: Jenkins’ Bitbucket plugin has it since summer 2026.',
      'In code of your own, take any length.',
      'Copy all of the secret: the newer page masks it.',
    ],
    change: {
      before: 'if (key.length !== 18) throw new Error(…)',
      after: "if (key.trim() === '') throw new Error(…)",
    },
    related: ['wrong-client-credentials', 'basic-at-api', 'token-too-long', 'invalid-client-id'],
    statements: ['oauth-clients-page', 'length-checks'],
  },
  {
    slug: 'scope-field-renamed',
    title: 'The token answer has no scopes any more',
    where: 'client',
    texts: [],
    eras: ['current'],
    cause:
      'The client reads `scopes`, and since CHANGE-3052 the token answer says `scope`, as RFC 6749 does. What it then takes for an empty list looks as if nothing had been granted.',
    fix: [
      'Read `scope`, and `scopes` where that is missing.',
      'Split at spaces, and do not rely on the order.',
      'Do not take `state` of the token answer for your own: it was the name of the grant.',
    ],
    change: {
      before: "token.scopes.split(' ')",
      after: "(token.scope ?? token.scopes ?? '').split(' ')",
    },
    related: ['scope-missing', 'token-answer-unusable'],
    statements: ['scope-field', 'state-field', 'change-3052'],
  },
  {
    slug: 'no-refresh-token-for-client',
    title: 'Client credentials bring no refresh token any more',
    where: 'client',
    texts: [],
    grantTypes: ['client_credentials'],
    eras: ['current'],
    cause:
      'Until CHANGE-3052 the answer to client credentials held a refresh token, and a client that waits for one now fails. There is no need of it: the same request brings a new access token at any time.',
    fix: [
      'Do not require `refresh_token` here.',
      'Before the token ends, send the same request again.',
    ],
    change: {
      before: 'await refresh(token.refresh_token)',
      after: "await requestToken({ grant_type: 'client_credentials' })",
    },
    related: ['refresh-token-refused', 'app-user-sees-little'],
    statements: ['no-refresh-for-clients', 'app-user'],
  },
  {
    slug: 'app-user-sees-little',
    title: 'Client credentials see less than they used to',
    where: 'client',
    alsoAt: ['api'],
    texts: [],
    statuses: [403, 404],
    grantTypes: ['client_credentials'],
    eras: ['current'],
    cause:
      'Until CHANGE-3052 a token of client credentials acted as the owner of the consumer; now it acts as an `app_user` of its own. A client of a personal workspace sees that workspace alone.',
    fix: [
      'Make the OAuth client in the workspace whose repositories it needs.',
      'Look at `GET /2.0/user`: `type` says `app_user`.',
      'Where it must act for a person, use the authorization code grant.',
    ],
    related: ['forbidden', 'repository-not-found', 'no-refresh-token-for-client'],
    statements: ['app-user', 'app-user-fields', 'personal-workspace'],
  },
  {
    slug: 'token-answer-unusable',
    title: 'The token answer cannot be used',
    where: 'client',
    alsoAt: ['token-endpoint'],
    texts: [
      { text: 'The token endpoint answered 200 without an access_token.', by: 'this app' },
      {
        text: 'The token endpoint answered with a token that is not a bearer token.',
        by: 'this app',
      },
      { text: 'The token endpoint answered {status} without an error code.', by: 'this app' },
      { text: "The API's {name} is not as documented ({field}).", by: 'this app' },
    ],
    eras: BOTH_ERAS,
    cause:
      'The answer is JSON, and not what RFC 6749 §5.1 describes: a field is missing or has another shape. A client that goes on all the same signs somebody in without a token.',
    fix: [
      'Look at the names of the fields that came, never at their values.',
      'Take nothing as a sign-in without `access_token` and `token_type`.',
      'Compare `token_type` without regard to capitals.',
    ],
    change: {
      before: "if (token.token_type !== 'Bearer') throw …",
      after: "if (token.token_type.toLowerCase() !== 'bearer') throw …",
    },
    related: ['answer-not-json', 'scope-field-renamed'],
    statements: ['token-type', 'scope-field'],
  },
] as const satisfies readonly Failure[];
