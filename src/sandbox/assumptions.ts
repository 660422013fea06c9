/** What is not established of Bitbucket, and what the sandbox does there; and where it departs on purpose. Contract §9. */

export interface Assumption {
  /** What is not known of Bitbucket. */
  about: string;
  /** What the sandbox does. */
  choice: string;
  /** What changes it, where something does: of the command, and of `createSandbox`. */
  option?: string;
  /** What is on record: the id of a statement on Bitbucket, on the app's page `/bitbucket`. */
  statement?: string;
}

export const assumptions: readonly Assumption[] = [
  {
    about: 'a departure: Bitbucket takes PKCE’s challenge and does not check it',
    choice:
      'S256 is verified, every other method and a verifier without challenge refused; a verifier that is not of RFC 7636’s form is let through where its hash fits, with a note in the received requests, and with strict refused',
    option: '--pkce, pkce',
    statement: 'pkce-verifier',
  },
  {
    about: 'how long a used refresh token lives on in the current era: ten minutes, or not at all',
    choice: 'ten minutes; reuse after that leaves the family alive',
    option: '--refresh-grace, refreshGraceSeconds',
    statement: 'refresh-grace',
  },
  {
    about: 'RFC 9207: no iss was ever recorded from Bitbucket',
    choice: 'none is sent, unless it is asked to; inside the app it always is',
    option: '--iss, sendIss',
    statement: 'issuer-parameter',
  },
  {
    about: 'whether redirection URIs match exactly or as a prefix: sources disagree',
    choice: 'prefix of whole path segments in legacy, exact in current',
    statement: 'redirect-matching',
  },
  {
    about: 'the port of a callback on localhost: sources disagree; that of 127.0.0.1 is free',
    choice: 'any port, in both eras; a callback on localhost is tied to its own',
    statement: 'localhost-ports',
  },
  {
    about: 'an authorization request that is no page load: an image, a frame, a script, a prefetch',
    choice: '403, in advance 503; as a HEAD it gets the redirect of a GET, and nothing is kept',
  },
  {
    about: 'the text of a denial',
    choice: 'access_denied "The resource owner denied the request"',
    statement: 'denial',
  },
  {
    about: 'the full fragment of implicit',
    choice: 'with expires_in, scopes and state',
    statement: 'implicit-fragment',
  },
  {
    about: 'the reply to response_type=token today',
    choice: 'a redirect with unsupported_response_type in the fragment',
    statement: 'implicit-today',
  },
  {
    about: 'the reply to a missing response_type',
    choice: 'a redirect with invalid_request',
  },
  {
    about: 'which scopes the consent page lists where the request names some',
    choice: 'those asked for; all where the request names none',
    statement: 'consent-page',
  },
  {
    about: 'the life of a code',
    choice: 'ten minutes; 18 characters in legacy, 43 in current',
    statement: 'code-life',
  },
  {
    about:
      'the reply to a used or expired code, and what a replay does; an unknown one is recorded',
    choice: 'invalid_grant "The specified code is not valid."; a replay withdraws the tokens',
    statement: 'code-used',
  },
  {
    about: 'the reply to grant_type=password today',
    choice: '"Unsupported grant type: password"',
    statement: 'password-today',
  },
  {
    about: 'the reply to a grant that the client may not use',
    choice: 'unauthorized_client, at both endpoints',
  },
  {
    about: 'the error code for missing client credentials',
    choice: 'invalid_request, 400; credentials that contradict each other are unauthorized_client',
    statement: 'credentials-missing',
  },
  {
    about: 'the status of the page for a Bearer header or a query string at the token endpoint',
    choice:
      '400; a parameter twice, or as a list, is 400 invalid_request, but response_type at authorize, if it says the same; unknown ones are ignored',
    statement: 'bearer-at-token-endpoint',
  },
  {
    about: 'whether state stays in token answers of the current era: one fixture has none',
    choice: 'it does not; in legacy the name of the grant',
    statement: 'state-field',
  },
  {
    about: 'the error code of "host must match configured redirect uri", and its part in the port',
    choice:
      'invalid_request, in current, for "Scheme …" too; the port is left to "redirect_uri does not match"',
    statement: 'redirect-host',
  },
  {
    about: 'which grants still want a callback; client_credentials was seen not to',
    choice: 'all others',
    statement: 'callback-needed',
  },
  {
    about: 'whether account brings email: said of the page of new clients, and of no token',
    choice: 'it does not; /2.0/user/emails wants email',
    statement: 'account-brings-email',
  },
  {
    about: 'the claims of tokens',
    choice: 'none that mean anything: tokens are opaque',
    statement: 'token-length',
  },
  {
    about: 'whether /site/oauth2/revoke exists',
    choice: 'it does, and answers 200 without a body',
    statement: 'revocation',
  },
  {
    about: '/2.0/user for an app_user',
    choice:
      'the fields of the published schema but kind, whose value nobody knows; a member of its client’s workspace, no e-mail; found under /2.0/users/{uuid}',
    statement: 'app-user-fields',
  },
  {
    about: 'the answer to an API call without a token, or with an unknown one in legacy',
    choice:
      '401 for all; in legacy every bad token counts as expired, and WWW-Authenticate as known',
  },
  {
    about: 'the challenge for bearer callers in current',
    choice: 'Bearer realm="Bitbucket.org HTTP", with error="invalid_token" for a bad token',
  },
  {
    about: 'whether an unknown address of the API asks for a token first',
    choice: 'no: 404 "Resource not found" before any authentication',
  },
  {
    about: 'what of public data is read without a token, and how what is not public is refused',
    choice:
      'public repositories with all that they show but hooks, and people: 60 calls an hour of an address, then 429; the rest is 404 in a repository, elsewhere 401',
    option: '--anonymous, anonymousReads',
    statement: 'anonymous-reads',
  },
  {
    about: 'whether the scheme bearer in lower case is still refused',
    choice: 'it does, in both eras',
    statement: 'lower-case-scheme',
  },
  {
    about: 'two ways to send a token at once in legacy; twice in the query is 401',
    choice: '400 (RFC 6750 §2)',
  },
  {
    about: 'which accounts get 404 for /2.0/user/permissions/repositories',
    choice: 'none: 410 as for the other three lists, unless it is asked to; "Resource not found"',
    option: '--removed-list, removedList',
    statement: 'permissions-404',
  },
  {
    about: 'whether the lists across workspaces sent deprecation headers before they went',
    choice:
      'those recorded for the issue tracker, with the dates and the address of the change that removed the lists',
    statement: 'deprecation-headers',
  },
  {
    about:
      'the address below "Login failed due to incorrect login credentials or method." in legacy',
    choice: 'that of the documentation; no name and password are ever right, in both eras',
  },
  {
    about: 'whether bitbucket.org/api/2.0 still answers calls with a token',
    choice: 'it does, like api.bitbucket.org/2.0',
    statement: 'second-host',
  },
  {
    about: 'names of Atlassian’s machines in headers, such as x-served-by; Vary: Origin',
    choice: 'not sent: a departure, since every answer is the same for every origin',
  },
  {
    about: 'the preflight of CORS; a plain GET is readable from any origin',
    choice: 'any origin, no credentials, preflight 204',
    statement: 'api-preflight',
  },
  {
    about: 'the replies to a bad page of a list, a bad max_depth, and other methods',
    choice: '400 "Invalid …", and 405; pagelen=0 is the default length',
  },
  {
    about: 'what a state or role gets that does not exist',
    choice: 'it is ignored, and any case taken: clients in production send such values',
  },
  {
    about: 'whether state is still ignored beside a q, as one old report says',
    choice: 'it is, and so is the default, OPEN',
  },
  {
    about: 'how a consent is remembered',
    choice: 'per person and client, for ninety days; wider scopes are asked for again',
    option: '--ask-every-time, rememberConsent',
    statement: 'consent-remembered',
  },
  {
    about: 'whose consent it is inside the app, where strangers share the sandbox',
    choice: 'the browser’s: several visitors may play one person',
  },
  {
    about: 'what taking a consent back does to tokens',
    choice: 'all of that person and client die at once, refresh tokens and unspent codes too',
  },
  {
    about:
      'whether reuse of a rotated refresh token locks out the valid refresh tokens of the client for a while',
    choice: 'it does not, unless it is asked to; the family stays alive either way',
    option: '--reuse-lock, reuseLocksClientSeconds',
    statement: 'refresh-reuse',
  },
  { about: 'the longest life of a grant', choice: 'two years in current, no end in legacy' },
  {
    about: 'the longest life of a grant where strangers share the sandbox, or it is kept in Redis',
    choice:
      'a day in both eras, and so is that of refresh tokens and consents: a limit of that sandbox, not of Bitbucket',
  },
  {
    about: 'the claims of the JWT grant, and whom its token acts for',
    choice: 'HS256 under the client’s secret, iss is the client id, exp is required; the owner',
    statement: 'connect-jwt',
  },
  {
    about: 'the answer to many wrong passwords',
    choice:
      '429 with Retry-After from the 6th for a person, the 20th from an address, for 15 min; inside the app, of one visitor',
  },
  {
    about: 'how much of the query language q and sort take, and how the rest is refused',
    choice:
      'comparisons, IN, AND, OR and brackets, on the fields that a list names; any other field is 400 "Field … does not support filtering", what is no query 400 "Bad request"',
  },
  {
    about: 'the scopes and answers of creating and deleting a repository',
    choice: 'repository:admin, 200; repository:delete and administrator, 204; public by default',
  },
  {
    about: 'who sees a repository that was created',
    choice:
      'whoever sees the workspace, and the latest 200 are kept; inside the app its grant alone',
  },
  {
    about: 'what members may do in the repositories of a workspace',
    choice: 'owners administer, members write, collaborators read; one project, MAIN',
  },
  {
    about: 'files, builds and changed lines of a commit',
    choice:
      'invented from its hash, the same files at every commit; a pull request holds one commit, the head of its source',
  },
  {
    about:
      'the query of a call that is led on: to the diff of a pull request, to the newest commit',
    choice: 'goes along, as clients that send path and pagelen there count on it',
  },
  {
    about: 'the fate of the list of all snippets, /2.0/snippets',
    choice: '404 in both eras; each workspace has one private snippet, which its members see',
  },
  {
    about: 'git addresses in other case than the slugs have',
    choice: '404; with .git and without it is the same address',
  },
  {
    about: 'the answers of Git to a token without the scope, or without a token',
    choice:
      '403 "Forbidden"; without a token 401 for what is not public, and for a push; refs only, and no objects',
  },
  {
    about: 'the texts for what is not found',
    choice:
      '404 "No such user: …", "Pull request not found", "Build status not found", "Comment not found", "No such branch or tag", "Webhook not found", "Snippet not found", "Project not found", "Email not found"',
  },
  {
    about:
      'which workspaces are a person’s own, so that their repositories have a person for owner',
    choice: 'those of the person’s name; all others a team, which is the workspace',
  },
  {
    about:
      'the fields of a project, but for links.avatar; merge strategies of branches in newer replies',
    choice: 'those of Atlassian’s OpenAPI export; all three strategies, the default a merge commit',
  },
  {
    about: 'rendered texts of pull requests: recorded for one alone, and not for the newest list',
    choice: 'so it is in both eras; website is null, where "" is recorded as well',
  },
  {
    about: 'src/{revision} with an encoded slash: said to be refused, and sent by a client',
    choice: 'taken; with a bare slash 404 "Commit not found"',
  },
  {
    about: 'what a user’s UUID means in the place of a workspace',
    choice: 'the workspaces that the user owns; an empty page where there is none',
  },
  {
    about: 'the diff between two revisions',
    choice: 'what the first of them changed; whitespace, context and renames are not asked for',
  },
  {
    about: 'the writes that the sandbox leaves out: build statuses, approvals, merges',
    choice:
      '403 without their scope, else 405, whatever the method; the scopes are those of Atlassian’s OpenAPI export',
  },
  {
    about: 'reviewers and verdicts of pull requests',
    choice:
      'the other authors of the workspace; merged is approved, declined is changes_requested; shown in lists, too',
  },
  {
    about: 'page numbers of commits',
    choice: 'page=1 is the first; from there next alone leads on, other numbers are 400',
  },
  {
    about:
      'lists that nothing fills: forks, watchers, downloads, comments on commits, hooks of workspaces and users',
    choice: 'an empty page',
  },
];
