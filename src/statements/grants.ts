/** Which grants there are, and what became of the others. */
import type { Statement } from './statement.ts';
import * as source from './sources.ts';

export const grants = [
  {
    id: 'authorization-code-works',
    about: 'Authorization code',
    claim: 'The authorization code grant works.',
    status: 'documented',
    asOf: '2026-10',
    sources: [source.OAUTH_2_PAGE, source.DEPLOYMENT_MODES],
  },
  {
    id: 'client-credentials-work',
    about: 'Client credentials',
    claim:
      'The client credentials grant works for a private consumer; for an OAuth client of the newer kind, where its box is ticked.',
    status: 'documented',
    asOf: '2026-09',
    sources: [source.OAUTH_2_PAGE, source.CLIENT_CREDENTIALS_TRY, source.SETTINGS_WALK],
    tryIt: 'token-of-client',
  },
  {
    id: 'change-3052',
    about: 'CHANGE-3052',
    claim:
      'Since CHANGE-3052 refresh tokens rotate and die after three months unused; tokens are taken in the `Authorization` header only; client credentials bring no refresh token and act as an `app_user`; the token answer says `scope`, no longer `scopes`. It was enforced from 2026-05-04 on, client by client, after brownouts since 2026-04-20.',
    status: 'documented',
    asOf: '2026-10',
    on: '2026-05-04',
    sources: [source.CHANGE_3052, source.QUERY_TOKENS, source.DEPLOYMENT_MODES],
  },
  {
    id: 'implicit-removed',
    about: 'Implicit grant',
    claim:
      'The implicit grant was removed in spring 2026, and OAuth 1.0 with it: on 27 February by one source, on 14 March by a planning note of another client. Atlassian’s page of 24 February still listed it; the settings page of September offers no box for it.',
    status: 'disputed',
    asOf: '2026-10',
    on: '2026-02-27',
    sources: [
      source.IMPLICIT_NOTICE,
      source.IMPLICIT_IN_DECAP,
      source.SETTINGS_WALK,
      source.DEPLOYMENT_MODES,
    ],
    note: 'That it is gone is certain; the day is not.',
  },
  {
    id: 'implicit-today',
    about: 'Implicit today',
    claim: 'What bitbucket.org answers to `response_type=token` today is not recorded.',
    status: 'not known',
    asOf: '2026-10',
    sources: [source.IMPLICIT_NOTICE],
  },
  {
    id: 'implicit-fragment',
    about: 'The fragment of implicit',
    claim:
      'The fragment of the implicit grant carried `access_token` and `token_type`; `state` came back, too. That it also held `expires_in` and `scopes` is likely, and not recorded.',
    status: 'inferred',
    asOf: '2026-02',
    sources: [source.OAUTH_2_PAGE, source.IMPLICIT_IN_DECAP],
    sandbox: { legacy: 'sends all of them' },
  },
  {
    id: 'password-removed',
    about: 'Password grant',
    claim:
      'Account passwords stopped working for the API, and the password grant with them: for new users on 2021-09-13, for everybody on 2022-03-01.',
    status: 'documented',
    asOf: '2026-02',
    on: '2022-03-01',
    sources: [source.PASSWORD_BLOG, source.OAUTH_2_PAGE],
  },
  {
    id: 'password-two-step',
    about: 'Password grant and two-step verification',
    claim: 'The password grant never worked for accounts with two-step verification.',
    status: 'documented',
    asOf: '2019-10',
    sources: [source.OAUTH_2_PAGE_OF_2019],
    note: 'An old copy: the grant is gone. The words of the refusal are not recorded.',
  },
  {
    id: 'password-refused',
    about: 'A wrong password',
    claim:
      'A wrong password brought `401 invalid_request`, “Invalid resource owner username/password”, where RFC 6749 §5.2 says `400 invalid_grant`.',
    status: 'seen',
    asOf: '2020-12',
    sources: [
      {
        label: 'leonhartX/gas-github #93, 2018 to 2020',
        repository: 'leonhartX/gas-github',
        number: 93,
      },
    ],
    note: 'Old: the grant is gone.',
  },
  {
    id: 'password-refresh-token',
    about: 'Refresh token of the password grant',
    claim: 'The password grant brought a refresh token, so the password was needed once only.',
    status: 'documented',
    asOf: '2019-10',
    sources: [source.OAUTH_2_PAGE_OF_2019],
    note: 'An old copy: the grant is gone.',
  },
  {
    id: 'password-today',
    about: 'The password grant today',
    claim:
      'No reply to `grant_type=password` is on record since its end; “Unsupported grant type: password” is likely.',
    status: 'not known',
    asOf: '2026-10',
    sources: [source.OAUTH_2_PAGE],
    tryIt: 'grant-type-password',
  },
  {
    id: 'connect-jwt',
    about: 'The JWT grant of Connect',
    claim:
      '`urn:bitbucket:oauth2:jwt`, for Connect add-ons alone, ends with them: no new ones since 2026-02-02, no updates after 2026-03-31, no support after December 2026. It brings no refresh token.',
    status: 'seen',
    asOf: '2026-08',
    on: '2026-12',
    sources: [source.OAUTH_2_PAGE, source.END_OF_CONNECT],
  },
  {
    id: 'no-device-flow',
    about: 'Device flow, dynamic registration',
    claim:
      'There is neither a device flow nor dynamic registration, and no client without a secret.',
    status: 'seen',
    asOf: '2026-10',
    sources: [source.DEPLOYMENT_MODES, source.LOOPBACK_PORTS],
  },
  {
    id: 'no-metadata',
    about: 'Metadata documents',
    claim:
      'No metadata is published: neither RFC 8414 nor OpenID Connect. `/.well-known/openid-configuration` is 404.',
    status: 'seen',
    asOf: '2026-10',
    sources: [source.DEPLOYMENT_MODES, source.BROWSER_PROBES],
    tryIt: 'metadata',
  },
  {
    id: 'dpop-par',
    about: 'DPoP and pushed requests',
    claim: 'No sign of DPoP (RFC 9449) or of pushed authorization requests (RFC 9126) was found.',
    status: 'not known',
    asOf: '2026-10',
    sources: [source.DEPLOYMENT_MODES],
  },
] as const satisfies readonly Statement[];
