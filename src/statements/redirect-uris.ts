/** Redirection URIs, Bitbucket's callback URLs: how they are compared. */
import type { Statement } from './statement.ts';
import * as source from './sources.ts';

export const redirectUris = [
  {
    id: 'redirect-matching',
    about: 'Redirect URI with a longer path',
    claim:
      'Atlassian’s page and two clients of 2026 say that a longer path below the registered URL is allowed; one guide of 2026 says that the URL has to be the same. What compares is parts: the two recorded errors name the scheme and the host.',
    status: 'disputed',
    asOf: '2026-08',
    sources: [source.SUPPORT_PAGE, source.LOCAL_CALLBACKS, source.CODE_PROBE],
    note: 'The guide is that of a client called bbgo; it cites CHANGE-3052, whose text does not say so.',
    sandbox: { current: 'the URL has to be the same: the strict side' },
  },
  {
    id: 'redirect-host',
    about: 'Redirect URI of another host',
    claim:
      'Another host or scheme than the registered one is refused at the token endpoint, before the code is looked at: “host must match configured redirect uri”, “Scheme must match configured redirect uri”.',
    status: 'seen',
    asOf: '2026-08',
    sources: [source.CODE_PROBE, source.LOCAL_CALLBACKS],
    note: 'The two reports are independent of each other. The error code beside the text is not recorded.',
    tryIt: 'foreign-host',
    sandbox: { legacy: 'the code first, then “redirect_uri does not match”' },
  },
  {
    id: 'redirect-repeated',
    about: 'redirect_uri, sent twice',
    claim:
      'A `redirect_uri` of the first request has to be repeated unchanged in the token request; else `400 invalid_request`, “redirect_uri does not match”.',
    status: 'seen',
    asOf: '2026-02',
    sources: [source.REDIRECT_REPEATED, source.OAUTH_2_PAGE],
    note: 'The refusal is of 2019.',
  },
  {
    id: 'redirect-omitted',
    about: 'redirect_uri left out',
    claim: 'Where the request names no `redirect_uri`, the registered one is used.',
    status: 'documented',
    asOf: '2026-08',
    sources: [
      source.SUPPORT_PAGE,
      {
        label: 'atlassian/atlascode, Atlassian’s own client, 2026-08',
        repository: 'atlassian/atlascode',
        path: 'src/atlclients/oauthDancer.ts',
      },
    ],
    note: 'The page has no date; Atlassian’s own client of 2026 leaves it out.',
  },
  {
    id: 'loopback-ports',
    about: 'Redirect URI on 127.0.0.1',
    claim:
      'The port of `127.0.0.1` is free: a registered `http://127.0.0.1/callback` works with a random port. One guide says that the port has to be the same.',
    status: 'disputed',
    asOf: '2026-08',
    sources: [
      source.LOOPBACK_PORTS,
      {
        label: 'avivsinai/bitbucket-cli #298, 2026-08-19',
        repository: 'avivsinai/bitbucket-cli',
        number: 298,
      },
      source.SETTINGS_WALK,
    ],
    note: 'Against it stands the guide of a client called bbgo alone.',
  },
  {
    id: 'localhost-ports',
    about: 'Redirect URI on localhost',
    claim:
      'Reports disagree whether the port of `localhost` is free or has to be the registered one.',
    status: 'disputed',
    asOf: '2026-09',
    sources: [
      source.SETTINGS_WALK,
      source.LOCAL_CALLBACKS,
      {
        label: 'hickford/git-credential-oauth #1, 2022',
        repository: 'hickford/git-credential-oauth',
        number: 1,
      },
    ],
    sandbox: { current: 'tied to its port', legacy: 'tied to its port' },
  },
  {
    id: 'http-on-localhost',
    about: 'Redirect URI with http',
    claim: '`http` is allowed for localhost.',
    status: 'seen',
    asOf: '2026-09',
    sources: [source.SETTINGS_WALK],
  },
] as const satisfies readonly Statement[];
