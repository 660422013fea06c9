/** What git said, what a browser said, and what the API said of no token at all. */
import type { Report } from './report.ts';

export const elsewhere: readonly Report[] = [
  {
    from: 'Dokploy/dokploy#2726',
    slug: 'git-access-refused',
    text: `Cloning into '/etc/app/compose/weather/code'...
remote: You may not have access to this repository or it no longer exists in this workspace. If you think this repository exists and you have access, make sure you are authenticated.
fatal: Authentication failed for 'https://bitbucket.org/acme/products.git/'`,
  },
  {
    from: 'desktop/desktop#15688',
    slug: 'git-access-refused',
    text: `stderr:
Cloning into 'C:\\Work\\clone-test'...
remote: Invalid credentials
fatal: Authentication failed for 'https://bitbucket.org/acme/clone-test.git/'`,
  },
  {
    from: 'https://community.atlassian.com/forums/Bitbucket-questions/Using-APi-Tokens-for-repo-cloning/qaa-p/3129221',
    slug: 'git-scope-missing',
    text: `Your credentials lack one or more required privilege scopes. fatal: unable to access 'https://bitbucket.org/***/***.git/': The requested URL returned error: 403`,
  },
  {
    from: 'GearPlug/bitbucket-python#10',
    slug: 'basic-at-api',
    text: `Login failed due to incorrect login credentials or method.
For information on authentication methods for Bitbucket Cloud APIs, visit:
    https://developer.atlassian.com/cloud/bitbucket/rest/intro/#authentication
If you are unsure of which login details or login method to use, visit:
    https://support.atlassian.com/bitbucket-cloud/docs/log-into-or-connect-to-bitbucket-cloud/`,
  },
  {
    from: 'BitbucketPHP/Client#37',
    slug: 'invalid-pagelen',
    text: String.raw`Fatal error: Uncaught Bitbucket\Exception\BadRequestException: Invalid pagelen in bitbucket/client/src/HttpClient/Plugin/ExceptionThrower.php:71`,
  },
];
