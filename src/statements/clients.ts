/** Clients and their settings: consumers, or OAuth clients. */
import type { Statement } from './statement.ts';
import * as source from './sources.ts';

export const clients = [
  {
    id: 'oauth-clients-page',
    about: 'From consumers to OAuth clients',
    claim:
      'Consumers become OAuth clients, with ids of 32 and secrets of 76 characters in the place of 18 and 32, and with access tokens of about 2,000 characters. It is rolled out step by step.',
    status: 'seen',
    asOf: '2026-09',
    on: '2026-07',
    sources: [source.NEW_SETTINGS_PAGE, source.CREDENTIAL_LENGTHS, source.GCM_ROTATION],
  },
  {
    id: 'length-checks',
    about: 'Clients that check lengths',
    claim:
      'A client that tells a consumer by a key of 18 and a secret of 32 characters takes the newer ones for a name and a password, sends them to the API by Basic, and gets 401.',
    status: 'seen',
    asOf: '2026-06',
    sources: [
      {
        label: 'jenkinsci/jenkins #26990, 2026-06',
        repository: 'jenkinsci/jenkins',
        number: 26990,
      },
      source.CREDENTIAL_LENGTHS,
    ],
  },
  {
    id: 'settings-page',
    about: 'Where clients are registered',
    claim:
      'Workspace settings, Apps and features, then OAuth clients; until mid-2026, and on some accounts since, OAuth consumers. The old address `/settings/api` is gone.',
    status: 'seen',
    asOf: '2026-10',
    sources: [source.SETTINGS_WALK, source.DEPLOYMENT_MODES, source.NEW_SETTINGS_PAGE],
  },
  {
    id: 'grant-boxes',
    about: 'The newer settings page',
    claim:
      'The tab Authorization has boxes for Authorization code, which ticks and locks Refresh token and shows the Callback URL, and for Client credentials. The tab Scopes has the classic groups; Account: Read ticks Email.',
    status: 'seen',
    asOf: '2026-10',
    sources: [source.SETTINGS_WALK, source.DEPLOYMENT_MODES],
  },
  {
    id: 'private-consumer',
    about: 'A private consumer',
    claim:
      'Client credentials need a consumer marked as private, or the box Client credentials on the newer page. A public one is refused with `400 invalid_grant`, “Cannot use client_credentials with a consumer marked as "public"”. A consumer that is not private has a secret all the same.',
    status: 'seen',
    asOf: '2026-09',
    sources: [
      source.RECORDED_REPLIES,
      {
        label: 'composer/composer #10678',
        repository: 'composer/composer',
        number: 10678,
      },
      source.SETTINGS_WALK,
    ],
  },
  {
    id: 'callback-needed',
    about: 'A callback URL for client credentials',
    claim:
      'Atlassian’s page asks for a callback URL on every consumer. Without one, client credentials used to be refused with `400 invalid_request`, “No callback uri defined for the OAuth client.” In June 2026 a consumer without one got its token, and the newer page shows the field for Authorization code only.',
    status: 'disputed',
    asOf: '2026-09',
    sources: [
      source.SUPPORT_PAGE,
      source.STAFF_ON_CALLBACKS,
      source.COMPOSER,
      source.CLIENT_CREDENTIALS_TRY,
      source.SETTINGS_WALK,
    ],
  },
  {
    id: 'app-user',
    about: 'Whom client credentials act as',
    claim:
      'A token of client credentials acts as an `app_user`, an account of the app’s own. Before CHANGE-3052 it acted as the owner of the consumer.',
    status: 'documented',
    asOf: '2026-05',
    sources: [source.CHANGE_3052],
    tryIt: 'app-user',
    sandbox: { legacy: 'acts as the owner of the consumer, as Bitbucket did' },
  },
  {
    id: 'app-user-fields',
    about: '/2.0/user of an app_user',
    claim:
      '`/2.0/user` answers 200 to a token of client credentials; its JSON is not on record. The published schema has the fields of an account, `account_status` and `kind`.',
    status: 'not known',
    asOf: '2026-10',
    sources: [source.CLIENT_CREDENTIALS_TRY, source.OPENAPI_EXPORT],
  },
  {
    id: 'personal-workspace',
    about: 'Client of a personal workspace',
    claim: 'A client of a personal workspace sees that workspace only.',
    status: 'documented',
    asOf: '2026-05',
    sources: [source.CHANGE_3052],
  },
  {
    id: 'callback-count',
    about: 'How many callback URLs',
    claim: 'A consumer has one callback URL. How many a newer client takes is not established.',
    status: 'not known',
    asOf: '2026-10',
    sources: [source.DEPLOYMENT_MODES],
  },
] as const satisfies readonly Statement[];
