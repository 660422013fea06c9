/** How the REST API refuses what is not about the token: what is not there, and what is asked in a wrong way. */
import type { Statement } from './statement.ts';
import * as source from './sources.ts';

const BROKEN_CLONES = {
  label: 'Dokploy/dokploy #2726, 2025-09-29',
  repository: 'Dokploy/dokploy',
  number: 2726,
} as const;

export const apiRefusals = [
  {
    id: 'basic-at-api',
    about: 'Name and password at the API',
    claim:
      'Basic with a wrong password was answered with 401 and text in place of JSON, “Login failed due to incorrect login credentials or method.” Account passwords had words of their own: “Bitbucket Cloud recently stopped supporting account passwords for API authentication.”',
    status: 'seen',
    asOf: '2023-03',
    sources: [
      {
        label: 'GearPlug/bitbucket-python #10, 2023-03-20',
        repository: 'GearPlug/bitbucket-python',
        number: 10,
      },
      {
        label: 'mantisbt-plugins/source-integration #399, 2022-07-13',
        repository: 'mantisbt-plugins/source-integration',
        number: 399,
      },
    ],
    note: 'From before CHANGE-3052. Since then Basic callers were seen to get the words for a bad token.',
    sandbox: { current: 'the words for a bad token, as JSON' },
  },
  {
    id: 'forbidden',
    about: 'Not allowed, for another reason than scopes',
    claim: '403, “Forbidden”, and nothing more.',
    status: 'seen',
    asOf: '2026-03',
    sources: [
      {
        label: 'avivsinai/bitbucket-cli #70, 2026-03-10',
        repository: 'avivsinai/bitbucket-cli',
        number: 70,
      },
      {
        label: 'avivsinai/bitbucket-cli #30, 2026-01-26',
        repository: 'avivsinai/bitbucket-cli',
        number: 30,
      },
    ],
  },
  {
    id: 'repository-404',
    about: 'A repository that is not there',
    claim:
      '404, “You may not have access to this repository or it no longer exists in this workspace. …”; the older wording was “Repository … not found”. A repository that is hidden is answered in the same way.',
    status: 'seen',
    asOf: '2025-09',
    sources: [
      BROKEN_CLONES,
      {
        label: 'drone/go-scm, test of its Bitbucket driver',
        repository: 'drone/go-scm',
        path: 'scm/driver/bitbucket/repo_test.go',
      },
    ],
    note: 'The newer words are on record since 2024; the older ones stand in go-scm’s fixtures.',
  },
  {
    id: 'workspace-404',
    about: 'A workspace that is not there',
    claim: '404, “No workspace with identifier”, the identifier in quotes, and a full stop.',
    status: 'seen',
    asOf: '2026-10',
    sources: [source.RECORDED_REPLIES],
    note: 'The recorded reply has no date; several clients of 2026 look for these words.',
  },
  {
    id: 'file-404',
    about: 'A file that is not there',
    claim: '404, “No such file or directory: ” and the path.',
    status: 'seen',
    asOf: '2026-10',
    sources: [
      {
        label: 'drone/go-scm, fixture of its Bitbucket driver',
        repository: 'drone/go-scm',
        path: 'scm/driver/bitbucket/testdata/content_fail.json',
      },
    ],
    note: 'The fixture has no date.',
  },
  {
    id: 'commit-404',
    about: 'A commit that is not there',
    claim: '404, “Commit not found”, with `data.shas` that names what was looked for.',
    status: 'seen',
    asOf: '2026-10',
    sources: [
      {
        label: 'Atlassian, REST reference of commits, which has the status alone',
        url: 'https://developer.atlassian.com/cloud/bitbucket/rest/api-group-commits/',
      },
    ],
    note: 'Recorded in a log of 2021 that is not named here, because it holds credentials.',
  },
  {
    id: 'api-1-removed',
    about: 'Version 1.0 of the API',
    claim:
      '410, “Resource removed”, “This API is no longer supported.”, with the address of the notice.',
    status: 'seen',
    asOf: '2020-08',
    on: '2019-04',
    sources: [
      {
        label: 'GothenburgBitFactory/bugwarrior #694, 2019-10-18',
        repository: 'GothenburgBitFactory/bugwarrior',
        number: 694,
      },
      {
        label: 'nixjobin/bitbucket-backup #5, 2020-08-23',
        repository: 'nixjobin/bitbucket-backup',
        number: 5,
      },
    ],
    note: 'It is done and will not change.',
  },
  {
    id: 'invalid-page',
    about: 'page',
    claim:
      'A `page` that is no number, such as `2/`, is 400. “Invalid page” are the words that clients have recorded.',
    status: 'seen',
    asOf: '2024-06',
    sources: [
      {
        label: 'atlassian-api/atlassian-python-api #801, 2021-06-29',
        repository: 'atlassian-api/atlassian-python-api',
        number: 801,
      },
      {
        label: 'atlassian-api/atlassian-python-api #1405, 2024',
        repository: 'atlassian-api/atlassian-python-api',
        number: 1405,
      },
    ],
    note: 'From before CHANGE-3052; nothing newer is on record.',
  },
  {
    id: 'field-filters',
    about: 'A field that cannot be filtered',
    claim:
      'A `q` that names one is 400, “Field, then its path in quotes, does not support filtering”: seen for `participants.uuid` of pull requests.',
    status: 'seen',
    asOf: '2026-08',
    sources: [
      {
        label: 'Atlassian, REST introduction, filtering and sorting',
        url: 'https://developer.atlassian.com/cloud/bitbucket/rest/intro/#filtering',
      },
    ],
    note: 'A probe of 2026-08-15, which has no address of its own.',
  },
  {
    id: 'faulty-fields',
    about: 'A faulty body',
    claim:
      '400, “Bad request”, and under `error.fields` the faulty fields, each with a sentence: “Ensure this value has at most 40 characters (it has 80).”',
    status: 'seen',
    asOf: '2023-08',
    sources: [
      {
        label: 'buildbot/buildbot #7049, 2023-08-22',
        repository: 'buildbot/buildbot',
        number: 7049,
      },
      { label: 'NixOS/hydra #493, 2017-07-11', repository: 'NixOS/hydra', number: 493 },
    ],
    note: 'The one of 2023 has the sentence in the message as well.',
  },
] as const satisfies readonly Statement[];
