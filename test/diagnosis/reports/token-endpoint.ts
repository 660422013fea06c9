/** What clients logged of the token endpoint's refusals. */
import type { Report } from './report.ts';

export const atTheTokenEndpoint: readonly Report[] = [
  {
    from: 'mibexsoftware/sonar-bitbucket-plugin#106',
    slug: 'no-callback-url',
    text: `Caused by: java.lang.IllegalStateException: [sonar4bitbucket] Could not create an OAuth access token:
No callback uri defined for the OAuth client.
Have you defined a callback URL in the Bitbucket OAuth configuration?`,
  },
  {
    from: 'composer/composer#5335',
    slug: 'no-callback-url',
    text: `{
  "error_description": "No callback uri defined for the OAuth client.",
  "error": "invalid_request"
}`,
  },
  {
    from: 'harness/harness#1650',
    slug: 'wrong-client-credentials',
    text: String.raw`level=error msg="cannot authenticate user. oauth2: cannot fetch token: 400 BAD REQUEST\nResponse: {\"error_description\": \"Invalid OAuth client credentials\", \"error\": \"unauthorized_client\"}"`,
  },
  {
    from: 'p2/OAuth2#96',
    slug: 'client-credentials-missing',
    text: `{
  "error_description": "Requests must be authenticated using OAuth client credentials", 
  "error": "unauthorized_client"
}`,
  },
  {
    from: 'laravel/socialite#213',
    slug: 'client-credentials-missing',
    text: 'Client error: `POST https://bitbucket.org/site/oauth2/access_token` resulted in a `400 Bad Request` response: {"error_description": "Client credentials missing; this request needs to be authenticated with the OAuth client id and s (truncated...)',
  },
  {
    from: 'laravel/socialite#485',
    slug: 'code-missing',
    text: 'Client error: `POST https://bitbucket.org/site/oauth2/access_token` resulted in a `400 Bad Request` response: {"error_description": "Missing required field: code", "error": "invalid_request"}',
  },
  {
    from: 'composer/composer#10678',
    slug: 'public-consumer',
    text: String.raw`{"error_description": "Cannot use client_credentials with a consumer marked as \"public\". Calls for auto generated consumers should use urn:bitbucket:oauth2:jwt instead.", "error": "invalid_grant"}`,
  },
  {
    from: 'plentico/plenti#280',
    slug: 'unsupported-grant-type-none',
    text: 'Error: Unsupported grant type: None',
  },
  {
    from: 'buildbot/buildbot#2576',
    slug: 'unsupported-grant-type-none',
    text: `2017-01-10 09:17:48+0100 [-] Unable to format event {'log_namespace': 'buildbot.reporters.bitbucket', 'log_level': <LogLevel=error>, 'format': '%(log_legacy)s', 'time': 1484036268.693599, 'log_source': None, 'log_format': '400: unable to authenticate to Bitbucket {"error_description": "Unsupported grant type: None", "error": "invalid_grant"}', 'system': '-'}: u'"error_description"'`,
  },
  {
    from: 'micronaut-projects/micronaut-security#93',
    slug: 'redirect-uri-does-not-match',
    text: '{"message":"Internal Server Error: error: invalid_request, errorDescription: redirect_uri does not match, errorUri: null"}',
  },
  {
    from: 'readthedocs/readthedocs.org#2992',
    slug: 'refresh-token-refused',
    text: `[05/Jul/2017 14:44:13] celery.worker.job:282[33151]: ERROR Task readthedocs.oauth.tasks.SyncRemoteRepositories[00000000-0000-4000-8000-000000000000] raised unexpected: InvalidClientIdError(u'(invalid_request) (invalid_request) Invalid
 refresh_token',)
Traceback (most recent call last):
  File "/srv/app/lib/python2.7/site-packages/celery/app/trace.py", line 240, in trace_task
    R = retval = fun(*args, **kwargs)`,
  },
  {
    from: 'leonhartX/gas-github#93',
    slug: 'wrong-password',
    text: `{error_description: "Invalid resource owner username/password", error: "invalid_request"}
error: "invalid_request"
error_description: "Invalid resource owner username/password"`,
  },
  {
    from: 'https://community.developer.atlassian.com/t/unexpected-html-response-from-oauth2-access-token-endpoint/22038',
    slug: 'bearer-at-token-endpoint',
    text: `Make a POST request to exchange code for token to https://bitbucket.org/site/oauth2/access_token?code=<code>&grant_type=authorization_code (with the Authentication header set to Bearer <client_id>:<secret>)
Instead of getting back JSON with my token, refresh token, etc. I get HTML back that mentions OpenID transaction in progress`,
  },
];
