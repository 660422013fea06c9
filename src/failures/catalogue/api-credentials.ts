/** The API is not given the token in the way that it takes it. RFC 6750 §2. Contract §4.1, §4.5. */
import { BOTH_ERAS } from '../../statements/eras.ts';
import type { Failure } from '../failure.ts';
import { INVALID_TOKEN } from './shared-texts.ts';

export const apiCredentials = [
  {
    slug: 'token-in-query',
    title: '?access_token= is refused with 401',
    where: 'api',
    texts: [{ ...INVALID_TOKEN, isAssumed: true }],
    codes: ['invalid_token'],
    assumedCodes: ['invalid_token'],
    statuses: [401],
    sent: { access_token: /./ },
    contentType: 'json',
    eras: ['current'],
    cause:
      'The token stands in the address or in a form field. Since CHANGE-3052, enforced from 2026-05-04 on, Bitbucket takes it in the `Authorization` header alone.',
    fix: [
      'Send `Authorization: Bearer …` and take `access_token` out of the address.',
      'Update the library: many have changed this in spring 2026.',
      'Delete logs that hold such addresses: the tokens stand in them.',
    ],
    change: {
      before: 'axios.get(`${api}/user?access_token=${token}`)',
      after: 'axios.get(`${api}/user`, { headers: { Authorization: `Bearer ${token}` } })',
    },
    related: [
      'token-expired',
      'token-twice',
      'lower-case-bearer',
      'token-revoked',
      'token-missing',
      'basic-at-api',
    ],
    statements: ['header-only', 'change-3052'],
  },
  {
    slug: 'token-twice',
    title: 'Send the access token in one way only',
    where: 'api',
    texts: [{ text: 'Send the access token in one way only', era: 'legacy', isAssumed: true }],
    statuses: [400],
    contentType: 'json',
    eras: ['legacy'],
    cause:
      'The request carries a token in the header and another in the address or in the form. RFC 6750 §2 forbids it; these words are the sandbox’s, and since 2026 the header is the only way in any case.',
    fix: ['Send the token in the `Authorization` header, and nowhere else.'],
    change: {
      before: 'GET /2.0/user?access_token=…\nAuthorization: Bearer …',
      after: 'GET /2.0/user\nAuthorization: Bearer …',
    },
    related: ['token-in-query'],
    statements: ['header-only'],
  },
  {
    slug: 'lower-case-bearer',
    title: 'Authorization: bearer in lower case is refused',
    where: 'api',
    texts: [
      { ...INVALID_TOKEN, isAssumed: true },
      { text: 'This endpoint needs an access token.', era: 'legacy', isAssumed: true },
    ],
    statuses: [401],
    sent: { Authorization: /^bearer / },
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'The client builds the header from `token_type`, which Bitbucket spells `bearer`, and Bitbucket then refused the lower case with 401. It was reported from 2018 to 2023; whether it is so today is not known.',
    fix: [
      'Write `Bearer` with a capital, whatever `token_type` says.',
      'In a library, look for an option that names the scheme.',
    ],
    change: {
      before: 'Authorization: `${token.token_type} ${token.access_token}`',
      after: 'Authorization: `Bearer ${token.access_token}`',
    },
    related: ['token-expired', 'token-missing', 'token-in-query', 'token-revoked', 'basic-at-api'],
    statements: ['lower-case-scheme', 'token-type'],
  },
  {
    slug: 'token-missing',
    title: 'The API call carries no access token',
    where: 'api',
    texts: [
      { text: 'This endpoint needs an access token.', era: 'legacy', isAssumed: true },
      { ...INVALID_TOKEN, isAssumed: true },
    ],
    statuses: [401],
    sent: { Authorization: 'absent' },
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'There is no `Authorization` header on a call for something that is not public. Often a redirect to another host has dropped it, or the variable that holds the token is empty.',
    fix: [
      'Print the names of the headers that you send, never their values.',
      'Call `https://api.bitbucket.org/2.0` without detours: HTTP clients drop the header when they are led to another host.',
    ],
    change: {
      before: 'axios.get(`${api}/user`)',
      after: 'axios.get(`${api}/user`, { headers: { Authorization: `Bearer ${token}` } })',
    },
    related: [
      'token-expired',
      'lower-case-bearer',
      'token-revoked',
      'token-in-query',
      'basic-at-api',
    ],
    statements: ['header-only', 'anonymous-reads', 'second-host'],
  },
  {
    slug: 'basic-at-api',
    title: 'Login failed due to incorrect login credentials or method.',
    where: 'api',
    texts: [
      { text: 'Login failed due to incorrect login credentials or method.', era: 'legacy' },
      {
        text: 'Bitbucket Cloud recently stopped supporting account passwords for API authentication.',
        era: 'legacy',
      },
      INVALID_TOKEN,
    ],
    statuses: [401],
    sent: { Authorization: /^Basic /i },
    contentType: 'text',
    eras: BOTH_ERAS,
    cause:
      'The call carries a name and a password by HTTP Basic. Account passwords ended on 2022-03-01 and app passwords on 2026-07-28; key and secret of a consumer are for the token endpoint, and open nothing here.',
    fix: [
      'With OAuth, get a token first, and send `Authorization: Bearer …`.',
      'With an API token, send Basic with the e-mail address of the Atlassian account as the name.',
      'If key and secret arrive here, look for a client that tells an OAuth consumer by the length of its key.',
    ],
    change: {
      before: 'axios.get(url, { auth: { username, password } })',
      after: 'axios.get(url, { headers: { Authorization: `Bearer ${token}` } })',
    },
    related: [
      'token-expired',
      'credential-length',
      'git-account-password',
      'wrong-password',
      'password-grant-removed',
      'token-revoked',
      'token-in-query',
      'lower-case-bearer',
      'token-missing',
    ],
    statements: ['basic-at-api', 'password-removed', 'app-passwords-removed'],
  },
] as const satisfies readonly Failure[];
