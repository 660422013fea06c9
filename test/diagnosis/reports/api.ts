/** What clients logged of the REST API's refusals. */
import type { Report } from './report.ts';

export const atTheApi: readonly Report[] = [
  {
    from: 'gildas/bitbucket-cli#56',
    slug: 'scope-missing',
    text: String.raw`"Your credentials lack one or more required privilege scopes.\", \"detail\": {\"required\": [\"read:user:bitbucket\"],`,
  },
  {
    from: 'backstage/backstage#22383',
    slug: 'scope-missing',
    text: String.raw`{
    "error": {
        "name": "AuthenticationError",
        "message": "Refresh failed; caused by InternalOAuthError: Failed to fetch user profile (status: 403 data: {\"type\": \"error\", \"error\": {\"message\": \"Your credentials lack one or more required privilege scopes.\", \"detail\": {\"required\": [\"account\"], \"granted\": [\"team\"]}}})",`,
  },
  {
    from: 'fork-dev/Tracker#1448',
    slug: 'token-expired',
    text: 'Bitbucket error: Access token expired. Use your refresh token to obtain a new access token.',
  },
  {
    from: 'woodpecker-ci/woodpecker#6059',
    slug: 'token-expired',
    text: 'failure to parse hook error="OAuth2 access token expired. Use your refresh token to obtain a new access token."',
  },
  {
    from: 'lemurheavy/coveralls-public#1541',
    slug: 'token-expired',
    text: String.raw`BitBucket::Error::Unauthorized (#<struct Faraday::Env method=:get, body="{\"type\": \"error\", \"error\": {\"message\": \"Access token expired.\"}}", url=#<URI::HTTPS https://bitbucket.org/api/2.0/user/permissions/repositories?page=1> [...]`,
  },
  {
    from: 'rbansal42/bitbucket-cli#50',
    slug: 'token-expired',
    text: '✗ Token validation failed: authentication failed: API error 401: Token is invalid, expired, or not supported for this endpoint.',
  },
  {
    from: 'avivsinai/bitbucket-cli#174',
    slug: 'token-expired',
    text: `--> GET https://api.bitbucket.org/2.0/repositories/acme/web/pullrequests?pagelen=20&state=OPEN
<-- 401 Unauthorized
Error: 401 Unauthorized: {"type": "error", "error": {"message": "Token is invalid, expired, or not supported for this endpoint."}}`,
  },
  {
    from: 'https://community.atlassian.com/forums/Bitbucket-questions/x401-Error-while-uploading-the-code/qaq-p/3149693',
    slug: 'token-expired',
    text: `curl -H "Authorization: Bearer nV3nt3dT0k3nF0rTh1sT3st" https://api.bitbucket.org/2.0/user
HTTP/2 401 www-authenticate: BitbucketCustom realm=Bitbucket.org HTTP
"Token is invalid, expired, or not supported for this endpoint."`,
  },
  {
    from: 'leonhartX/gas-github#45',
    slug: 'token-in-query',
    text: 'GET https://api.bitbucket.org/2.0/repositories/?access_token=nV3nt3dT0k3nF0rTh1sT3st&q=scm%3D%22git%22&role=contributor&access_token=undefined 401 ()',
  },
  {
    from: 'avivsinai/bitbucket-cli#30',
    slug: 'forbidden',
    text: 'Error: verify credentials: 403 Forbidden: {"type": "error", "error": {"message": "Forbidden"}}',
  },
  {
    from: 'sourcebot-dev/sourcebot#295',
    slug: 'address-unknown',
    text: String.raw`[backend] | 2025-05-07T14:33:55.882Z error: [Bitbucket] Failed to get repos for workspace *****: Error: Failed to fetch projects for workspace *****: {"type":"error","error":{"message":"Resource not found","detail":"There is no API hosted at this URL.\n\nFor information about our API's, please refer to the documentation at: https://developer.atlassian.com/bitbucket/api/2/reference/"}}`,
  },
  {
    from: 'woodpecker-ci/woodpecker#6494',
    slug: 'list-removed',
    text: `{"level":"error","error":"CHANGE-2770 - Functionality has been deprecated",
 "time":"2026-04-24T20:39:44Z",
 "caller":"/woodpecker/src/github.com/woodpecker-ci/woodpecker/server/api/login.go:296",
 "message":"cannot update repo permissions"}`,
  },
  {
    from: 'aashari/mcp-server-atlassian-bitbucket#230',
    slug: 'list-removed',
    text: `{
  "message": "CHANGE-2770 - Functionality has been deprecated",
  "detail": "Please read the changelog entry for more details.",
  "data": {
    "announcement_url": "https://developer.atlassian.com/cloud/bitbucket/changelog#CHANGE-2770"
  }
}`,
  },
  {
    from: 'jonhadfield/soba#157',
    slug: 'list-removed',
    text: `soba: 2026/04/14 06:34:17 bitbucket.go:44: Using BitBucket API OAuthToken authentication
soba: 2026/04/14 06:34:17 bitbucket.go:265: listing BitBucket repositories
soba: 2026/04/14 06:34:17 bitbucket.go:337: unexpected status code: 410 Gone (410)`,
  },
  {
    from: 'renovatebot/renovate#3024',
    slug: 'rate-limited',
    text: `ERROR: Repository has unknown error (repository=acme/web)
      "err": {
         "name": "HTTPError",
         "host": "api.bitbucket.org",
         "statusCode": 429,
         "statusMessage": "Unknown Status Code",
         "body": "Rate limit for this resource has been exceeded",
         "message": "Response code 429 (Unknown Status Code)",`,
  },
];
