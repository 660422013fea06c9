/** What people saw on the way to consent: Bitbucket's own pages, and what came back to the callback. */
import type { Report } from './report.ts';

export const onTheWayToConsent: readonly Report[] = [
  {
    from: 'Shippable/support#4660',
    slug: 'invalid-redirect-uri',
    text: `Invalid redirect_uri

This integration is misconfigured. Contact the vendor for assistance.
`,
  },
  {
    from: 'SonarSource/sonar-auth-bitbucket#7',
    slug: 'invalid-redirect-uri',
    text: `When I click "Login with bitbucket" I'm redirect to the bitbucket page but I get the messaged:
Invalid redirect_uri
This integration is misconfigured. Contact the vendor for assistance.
redirect_uri=https%3A%2F%2Fmysite%2Foauth2%2Fcallback%2Fbitbucket`,
  },
  {
    from: 'hickford/git-credential-oauth#1',
    slug: 'invalid-redirect-uri',
    text: `> Invalid redirect_uri
>
> This integration is misconfigured. Contact the vendor for assistance.`,
  },
  {
    from: 'docker/hub-feedback#1829',
    slug: 'invalid-redirect-uri',
    text: 'OAuth “Invalid redirect_uri” error Subscribe\nIdentified - Users who try to connect their Bitbucket account via OAuth see an “Invalid redirect_uri” error.',
  },
  {
    from: 'https://stackoverflow.com/questions/31098096',
    slug: 'invalid-client-id',
    text: 'Invalid client_id\nThis integration is misconfigured. Contact the vendor for assistance.',
  },
  {
    from: 'laravel/socialite#233',
    slug: 'unknown-scope',
    text: 'https://app.example/login/bitbucket/callback?error_description=Unknown+scope%3A+account%2Cemail&error=invalid_scope&state=Xy12Ab34Cd56Ef78Gh90',
  },
  {
    from: 'argoproj/argo-cd#4408',
    slug: 'scope-exceeds-client',
    text: `Failed to authenticate: invalid_scope: These requested scopes are beyond the OAuth client's own scopes: team`,
  },
];
