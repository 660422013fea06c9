/** The token endpoint: how a client shows who it is, and what it is answered. */
import type { Statement } from './statement.ts';
import * as source from './sources.ts';

export const tokenEndpoint = [
  {
    id: 'form-bodies',
    about: 'Form bodies only',
    claim:
      'A body of JSON is not read and looks like a request without a grant: `400 invalid_grant`, “Unsupported grant type: None”.',
    status: 'seen',
    asOf: '2024-11',
    sources: [
      { label: 'plentico/plenti #280, 2024-11', repository: 'plentico/plenti', number: 280 },
      {
        label: 'bitbucket.org, site/master issue 16249',
        url: 'https://bitbucket.org/site/master/issues/16249/im-trying-to-implement-the-bitbucket-oauth',
      },
    ],
    note: 'From before CHANGE-3052; nothing newer is on record.',
    tryIt: 'body-of-json',
  },
  {
    id: 'basic-authentication',
    about: 'Client authentication',
    claim: 'HTTP Basic with the id and the secret is the documented way.',
    status: 'documented',
    asOf: '2026-02',
    sources: [source.OAUTH_2_PAGE, source.REST_INTRO],
  },
  {
    id: 'secret-in-body',
    about: 'Credentials in the body',
    claim:
      '`client_id` and `client_secret` as form fields are taken, too, and so are both ways at once.',
    status: 'seen',
    asOf: '2026-10',
    sources: [source.DEPLOYMENT_MODES, source.GCM_ROTATION],
    tryIt: 'client-secret-in-body',
  },
  {
    id: 'bearer-at-token-endpoint',
    about: 'Bearer, or a query string',
    claim:
      'A `Bearer` header, or parameters in the query string, bring a page of HTML in the place of JSON.',
    status: 'seen',
    asOf: '2018-08',
    sources: [
      {
        label: 'Atlassian developer community, thread 22038, 2018',
        url: 'https://community.developer.atlassian.com/t/22038',
      },
    ],
    note: 'Old; nothing newer is on record.',
  },
  {
    id: 'order-of-checks',
    about: 'The order of checks',
    claim:
      'Client credentials first, then the fields of the grant, then the `redirect_uri` against the registered one, then the code.',
    status: 'seen',
    asOf: '2026-08',
    sources: [source.CODE_PROBE, source.RECORDED_REPLIES],
  },
  {
    id: 'scope-field',
    about: 'scope in the token answer',
    claim:
      'The token answer says `scope`, words with spaces between; until CHANGE-3052 it said `scopes`. One client still got `scopes` for client credentials on 2026-06-12, and `scope` on 2026-07-22.',
    status: 'documented',
    asOf: '2026-07',
    sources: [source.CHANGE_3052, source.SCOPE_SWITCH],
    tryIt: 'scope-field',
    sandbox: { legacy: 'says scopes, as Bitbucket did' },
  },
  {
    id: 'state-field',
    about: 'state in the token answer',
    claim:
      'The token answer used to hold the name of the grant in a field `state`, which is not the `state` of the request. Whether it still does is not established: one fixture of July 2026, not verbatim, has none.',
    status: 'not known',
    asOf: '2026-07',
    sources: [source.TOKEN_REPLY, source.SCOPE_SWITCH],
    tryIt: 'state-field',
  },
  {
    id: 'token-type',
    about: 'token_type',
    claim:
      '`token_type` is `bearer` in lower case in every recorded reply; one fixture of 2026, not verbatim, has the capital.',
    status: 'seen',
    asOf: '2026-07',
    sources: [source.TOKEN_REPLY, source.RECORDED_REPLIES, source.SCOPE_SWITCH],
    tryIt: 'token-type',
  },
  {
    id: 'access-token-life',
    about: 'Life of an access token',
    claim:
      'An access token lives two hours (`expires_in: 7200`). Older pages still say one, as it was until about 2020.',
    status: 'documented',
    asOf: '2026-10',
    sources: [source.OAUTH_2_PAGE, source.DEPLOYMENT_MODES, source.GCM_LIFE],
    tryIt: 'expires-in',
  },
  {
    id: 'token-length',
    about: 'Length of tokens',
    claim:
      'Tokens of 1,900 to over 2,500 characters fit neither a cookie of 4,096 bytes with its twin nor a `varchar(255)`. They look like a JWT; their claims are not recorded.',
    status: 'seen',
    asOf: '2026-09',
    sources: [
      source.GCM_ROTATION,
      {
        label: 'aws-amplify/amplify-hosting #4105, 2026-08-13',
        repository: 'aws-amplify/amplify-hosting',
        number: 4105,
      },
    ],
    tryIt: 'token-length',
    sandbox: { legacy: 'short and opaque, as Bitbucket’s were' },
  },
  {
    id: 'token-endpoint-cors',
    about: 'CORS of the token endpoint',
    claim:
      'A preflight of the token endpoint was answered with 500: a script of another origin cannot do the code exchange with Basic there, so leaving implicit means adding a server.',
    status: 'seen',
    asOf: '2021-05',
    sources: [source.CORS_OF_TOKENS],
    note: 'One report; nothing newer is on record.',
    tryIt: 'token-endpoint-preflight',
  },
  {
    id: 'revocation',
    about: 'Revocation',
    claim:
      'At least eight clients post a `token` to `/site/oauth2/revoke`. Nobody shows a recorded reply, and they disagree on 200 or 204. It may not exist.',
    status: 'not known',
    asOf: '2026-10',
    sources: [
      {
        label: '0pilatos0/bitbucket-cli, which calls it',
        repository: '0pilatos0/bitbucket-cli',
        path: 'src/services/oauth.service.ts',
      },
    ],
    tryIt: 'revocation',
  },
  {
    id: 'token-reply-headers',
    about: 'Headers of a token answer',
    claim:
      '`Cache-Control: no-cache, no-store, must-revalidate, max-age=0`, `Vary: Accept-Language, Cookie` and `X-Frame-Options: SAMEORIGIN` were recorded once.',
    status: 'seen',
    asOf: '2017-03',
    sources: [
      {
        label: 'mibexsoftware/sonar-bitbucket-plugin #37, 2017-03',
        repository: 'mibexsoftware/sonar-bitbucket-plugin',
        number: 37,
      },
    ],
    note: 'Old; those of today are not recorded.',
  },
] as const satisfies readonly Statement[];
