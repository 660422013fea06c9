/** Refresh tokens: rotation, the used one, the unused one. */
import type { Statement } from './statement.ts';
import * as source from './sources.ts';

const AWS_GUIDE = {
  label: 'AWS CodeBuild user guide, “Bitbucket OAuth app”, 2026',
  url: 'https://docs.aws.amazon.com/codebuild/latest/userguide/oauth-app-bitbucket.html',
} as const;

export const refresh = [
  {
    id: 'refresh-rotates',
    about: 'Rotation',
    claim:
      'Each refresh brings a new refresh token. Until CHANGE-3052 the same one came back, and never ended.',
    status: 'documented',
    asOf: '2026-10',
    sources: [source.CHANGE_3052, source.DEPLOYMENT_MODES],
    tryIt: 'refresh-rotates',
    sandbox: { legacy: 'the same one comes back, as it did from Bitbucket' },
  },
  {
    id: 'refresh-grace',
    about: 'The used refresh token',
    claim:
      'Whether a used refresh token is still taken for some ten minutes is disputed: an Atlassian engineer says so, a probe of 2026-08-09 found it refused at once, and AWS tells its users that it is not taken.',
    status: 'disputed',
    asOf: '2026-09',
    sources: [source.GCM_ROTATION, source.REFRESH_PROBE, AWS_GUIDE],
    sandbox: { current: 'ten minutes, unless `--refresh-grace` says otherwise' },
  },
  {
    id: 'refresh-unused',
    about: 'A refresh token left unused',
    claim: 'A refresh token that is left unused dies after three months.',
    status: 'documented',
    asOf: '2026-09',
    sources: [source.CHANGE_3052, source.GCM_ROTATION],
  },
  {
    id: 'refresh-reuse',
    about: 'A refresh token used again',
    claim:
      'After a used refresh token was refused, valid refresh tokens of the same client got the same refusal for some minutes, and worked again then: the family is not withdrawn.',
    status: 'seen',
    asOf: '2026-08',
    sources: [source.REFRESH_PROBE],
    note: 'One probe. It is why verify-live never sends a refresh token twice.',
    sandbox: { current: 'locks nothing, unless `--reuse-lock` says so' },
  },
  {
    id: 'no-refresh-for-clients',
    about: 'Refresh token of client credentials',
    claim:
      'Client credentials bring no refresh token, as RFC 6749 §4.4.3 advises. Until CHANGE-3052 they did.',
    status: 'documented',
    asOf: '2026-07',
    sources: [source.CHANGE_3052, source.SCOPE_SWITCH],
    tryIt: 'refresh-token-of-client',
    sandbox: { legacy: 'sends one, as Bitbucket did' },
  },
  {
    id: 'grants-are-independent',
    about: 'Several grants',
    claim: 'Each grant is independent: refreshing one leaves the others alone.',
    status: 'seen',
    asOf: '2022-12',
    sources: [
      {
        label: 'Atlassian community, question 2224160',
        url: 'https://community.atlassian.com/t5/x/x/qaq-p/2224160',
      },
    ],
    note: 'From before CHANGE-3052; nothing newer is on record.',
  },
  {
    id: 'revoked-by-user',
    about: 'Taken back by the person',
    claim:
      'Where a person takes the permission back, or their session ends, the API may answer 401 before the token’s time.',
    status: 'seen',
    asOf: '2026-10',
    sources: [
      {
        label: 'lucabro81/CLI-monorepo, README, autumn 2026',
        repository: 'lucabro81/CLI-monorepo',
        path: 'crates/bitbucket/README.md',
      },
    ],
  },
] as const satisfies readonly Statement[];
