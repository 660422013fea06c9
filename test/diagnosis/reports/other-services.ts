/** Twenty texts that belong to no entry: refusals of other services, what another product of Atlassian’s says, and prose. */

export interface OtherText {
  /** Whose it is. Where it is out of a public report: which. */
  readonly of: string;
  readonly text: string;
}

export const otherTexts: readonly OtherText[] = [
  {
    of: 'GitHub’s API',
    text: '{"message":"Bad credentials","documentation_url":"https://docs.github.com/rest","status":"401"}',
  },
  {
    of: 'GitHub, OpenTreeOfLife/opentree#296',
    text: `No access_token found in data: {'error_uri': 'https://developer.github.com/v3/oauth/#redirect-uri-mismatch2', 'expires': None, 'error_description': 'The redirect_uri MUST match the registered callback URL for this application.', 'error': 'redirect_uri_mismatch'}`,
  },
  {
    of: 'GitHub’s Git, asottile/all-repos#119',
    text: `git@github.com: Permission denied (publickey).
fatal: Could not read from remote repository.

Please make sure you have the correct access rights
and the repository exists.`,
  },
  {
    of: 'GitHub, in the browser, meteorlxy/vssue#71',
    text: `Access to XMLHttpRequest at 'https://api.github.com/repos/acme/blog/issues/14/comments?page=1' from origin 'https://www.acme.example' has been blocked by CORS policy: Request header field accept is not allowed by Access-Control-Allow-Headers in preflight response.`,
  },
  {
    of: 'GitLab, gitlab4j/gitlab4j-api#1335',
    text: `org.gitlab4j.api.GitLabApiException: unsupported_grant_type
	at org.gitlab4j.api.AbstractApi.validate(AbstractApi.java:784)
	at org.gitlab4j.api.GitLabApi.oauth2Login(GitLabApi.java:348)`,
  },
  {
    of: 'GitLab',
    text: '{"error":"invalid_grant","error_description":"The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client."}',
  },
  {
    of: 'Mattermost, Crivaledaz/Mattermost-LDAP#12',
    text: '{"error":"redirect_uri_mismatch","error_description":"The redirect URI provided is missing or does not match","error_uri":"http://tools.ietf.org/html/rfc6749#section-3.1.2"}',
  },
  {
    of: 'Gitea, in the browser, go-gitea/gitea#7204',
    text: `Access to fetch at 'https://git.acme.example/login/oauth/access_token' from origin 'http://localhost:8080' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
  },
  {
    of: 'Forgejo, keiretsu-labs/kubernetes-manifests#2191',
    text: `level=error message="refresh oauth token of user 'ci-bot' failed" error="oauth2: token expired and refresh token is not set"`,
  },
  {
    of: 'Azure',
    text: `AADSTS50011: The redirect URI 'https://app.example/callback' specified in the request does not match the redirect URIs configured for the application '00000000-0000-4000-8000-000000000000'.`,
  },
  {
    of: 'Dropbox, adambrgmn/react-oauth-flow#7',
    text: String.raw`{
  "error_description": "missing required field \"code\"",
  "error": "invalid_request"
}`,
  },
  {
    of: 'an authorization server of its own, jaredhanson/oauth2orize#36',
    text: 'failed to obtain access token (status: 400 data: {"error":"invalid_grant","error_description":"invalid code"})',
  },
  {
    of: 'Bitbucket Data Center, knowledge.broadcom.com, article 423883',
    text: `https://bfg.example.com:8081/oauth2/callback/bitbucket?error=invalid_scope&error_description=The+scope+used+in+the+request+['PUBLIC_REPOS+REPO_ADMIN+REPO_READ+REPO_WRITE']+is+not+valid+for+client+scope+['PUBLIC_REPOS+REPO_READ+REPO_WRITE']&state=Xy12Ab34Cd56Ef78`,
  },
  {
    of: 'Bitbucket’s Connect, getsentry/sentry#15637',
    text: `This app is misconfigured. Contact the vendor for assistance.

descriptor_uri: The add-on server wasn't able to authorize your request. Try again, or contact the add-on vendor for help.

redirect_uri: Could not resolve descriptor so cannot check redirect_uri against baseUrl`,
  },
  {
    of: 'npm',
    text: `npm error code E401
npm error Incorrect or missing password.
npm error To correct this please try logging in again with: npm login`,
  },
  {
    of: 'Docker Hub',
    text: 'Error response from daemon: toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading.',
  },
  {
    of: 'TLS, of another host',
    text: `requests.exceptions.SSLError: HTTPSConnectionPool(host='internal.acme.example', port=443): Max retries exceeded with url: /health (Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate (_ssl.c:1006)')))`,
  },
  {
    of: 'a database',
    text: 'psql: error: connection to server at "10.0.0.5", port 5432 failed: FATAL: password authentication failed for user "app"',
  },
  {
    of: 'prose',
    text: 'Hello, our build is red since this morning and nobody changed anything. Could somebody have a look, please? It worked yesterday.',
  },
  { of: 'next to nothing', text: 'Error: 400' },
];
