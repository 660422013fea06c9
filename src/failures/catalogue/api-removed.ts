/** The API has it no more. Contract §4.3. */
import { BOTH_ERAS } from '../../statements/eras.ts';
import type { Failure } from '../failure.ts';

export const apiRemoved = [
  {
    slug: 'permissions-list-not-found',
    title: '404 for /2.0/user/permissions/repositories',
    where: 'api',
    texts: [{ text: 'Resource not found' }],
    statuses: [404],
    contentType: 'json',
    eras: ['current'],
    cause:
      'The list of one’s permissions over all workspaces was removed with CHANGE-2770 and answered 410. Since late August 2026 some accounts get 404 instead, as if it had never been there.',
    fix: [
      'Call `GET /2.0/user/workspaces`, then `GET /2.0/user/workspaces/{workspace}/permissions/repositories` for each.',
      'Treat 404 and 410 alike here.',
    ],
    change: {
      before: 'GET /2.0/user/permissions/repositories',
      after: 'GET /2.0/user/workspaces/{workspace}/permissions/repositories',
    },
    related: ['list-removed', 'address-unknown'],
    statements: ['permissions-404', 'lists-removed'],
  },
  {
    slug: 'list-removed',
    title: 'CHANGE-2770 - Functionality has been deprecated',
    where: 'api',
    texts: [{ text: 'CHANGE-2770 - Functionality has been deprecated', era: 'current' }],
    statuses: [410],
    contentType: 'json',
    eras: ['current'],
    cause:
      'Lists that cross workspaces were removed on 2026-04-14: `/2.0/repositories`, `/2.0/workspaces`, `/2.0/user/permissions/workspaces` and `/2.0/user/permissions/repositories`. The answer is the same with and without a token.',
    fix: [
      'Call `GET /2.0/user/workspaces` first.',
      'Then ask each workspace: `GET /2.0/repositories/{workspace}?role=member`.',
      'Update the library: most have changed this in spring 2026.',
    ],
    change: {
      before: 'GET /2.0/repositories?role=member',
      after: 'GET /2.0/user/workspaces\nGET /2.0/repositories/{workspace}?role=member',
    },
    related: [
      'permissions-list-not-found',
      'issue-tracker-removed',
      'address-unknown',
      'api-1-removed',
    ],
    statements: ['lists-announced', 'lists-removed', 'permissions-404'],
  },
  {
    slug: 'issue-tracker-removed',
    title: 'CHANGE-3071 - Functionality has been deprecated',
    where: 'api',
    texts: [
      {
        text: 'CHANGE-3071 - Functionality has been deprecated',
        era: 'current',
        isAssumed: true,
      },
      { text: 'CHANGE-3071', era: 'current' },
    ],
    statuses: [410],
    contentType: 'json',
    eras: ['current'],
    cause:
      'The issue tracker was switched off on 2026-08-20, and its addresses answer 410. The headers `Deprecation`, `Sunset` and a `Link` to CHANGE-3071 announced it; there is nothing in its place.',
    fix: [
      'Take the calls of issues out, and those of wikis, which were switched off with them.',
      'Drop the scopes `issue` and `wiki` from the consumer.',
      'Move issues to Jira, or to another tracker.',
    ],
    related: ['list-removed', 'api-1-removed'],
    statements: ['issue-tracker-removed', 'deprecation-headers'],
  },
  {
    slug: 'api-1-removed',
    title: 'Resource removed: This API is no longer supported.',
    where: 'api',
    texts: [{ text: 'Resource removed' }, { text: 'This API is no longer supported.' }],
    statuses: [410],
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'The address belongs to version 1.0 of the API, which ended in April 2019. The tool that calls it has not been changed since.',
    fix: [
      'Look for `/1.0/` or `/!api/1.0/` in the address, and use its counterpart below `/2.0/`.',
      'Update the tool, or look for another one.',
    ],
    change: {
      before: 'https://api.bitbucket.org/1.0/repositories/…',
      after: 'https://api.bitbucket.org/2.0/repositories/…',
    },
    related: ['list-removed', 'issue-tracker-removed'],
    statements: ['api-1-removed'],
  },
] as const satisfies readonly Failure[];
