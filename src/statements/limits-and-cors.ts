/** Limits of calls, reads without a token, and what scripts of other origins may do. */
import type { Statement } from './statement.ts';
import * as source from './sources.ts';

export const limitsAndCors = [
  {
    id: 'request-limits',
    about: 'Calls an hour',
    claim:
      'Without a token, 60 calls an hour for an address; with one, 1,000 in a rolling hour. For access tokens and Forge, more with paid seats, up to 10,000.',
    status: 'documented',
    asOf: '2026-09',
    sources: [
      source.LIMITS_PAGE,
      source.BROWSER_PROBES,
      {
        label: 'Bitbucket blog, “Introducing Scaled Rate Limits for Bitbucket Cloud API”',
        url: 'https://bitbucket.org/blog/introducing-scaled-rate-limits-for-bitbucket-cloud-api',
      },
    ],
    note: 'The pages have no date; the 60 were seen in September 2026.',
  },
  {
    id: 'limits-of-oauth',
    about: 'Whose limit OAuth uses up',
    claim:
      'Calls with a token of OAuth count for the consumer, whoever made it, says Atlassian’s support. A tool of 2026 saw the whole account held back.',
    status: 'disputed',
    asOf: '2026-01',
    sources: [
      {
        label: 'Atlassian support, “Bitbucket Cloud Rate Limit Troubleshooting”',
        url: 'https://support.atlassian.com/bitbucket-cloud/kb/bitbucket-cloud-rate-limit-troubleshooting/',
      },
    ],
    note: 'The month of that tool is not known, nor whether it used OAuth; it has no address of its own.',
  },
  {
    id: 'limit-headers',
    about: 'X-RateLimit headers',
    claim:
      '`X-RateLimit-Limit`, `-Resource` and `-NearLimit` come for access tokens and Forge, not for OAuth.',
    status: 'documented',
    asOf: '2026-04',
    sources: [
      {
        label: 'Atlassian staff, community question 3218562, 2026-04',
        url: 'https://community.atlassian.com/forums/Bitbucket-questions/Reqeust-limitation/qaa-p/3218562',
      },
    ],
  },
  {
    id: 'retry-after',
    about: 'Retry-After with 429',
    claim:
      '429 says “Rate limit for this resource has been exceeded”. Whether `Retry-After` comes with it is not known.',
    status: 'not known',
    asOf: '2026-10',
    sources: [
      {
        label: 'Atlassian support, “Bitbucket Cloud Rate Limit Troubleshooting”',
        url: 'https://support.atlassian.com/bitbucket-cloud/kb/bitbucket-cloud-rate-limit-troubleshooting/',
      },
    ],
  },
  {
    id: 'anonymous-reads',
    about: 'Reads without a token',
    claim:
      'Public data is answered without a token, 60 times an hour, and scripts of any origin may read it.',
    status: 'seen',
    asOf: '2026-09',
    sources: [source.BROWSER_PROBES, source.LIMITS_PAGE],
    tryIt: 'anonymous-read',
  },
  {
    id: 'api-preflight',
    about: 'Preflights of the API',
    claim:
      'What a preflight with `Authorization` gets is disputed: calls from browsers worked for one client, others report 401, one says that it fails on and off since the week of 2026-04-20.',
    status: 'disputed',
    asOf: '2026-04',
    sources: [
      {
        label: 'tokens-studio/figma-plugin #3853, 2026-04-28',
        repository: 'tokens-studio/figma-plugin',
        number: 3853,
      },
      source.IMPLICIT_IN_DECAP,
      {
        label: 'Atlassian community, question 1039301',
        url: 'https://community.atlassian.com/t5/x/x/qaq-p/1039301',
      },
    ],
    tryIt: 'api-preflight',
  },
] as const satisfies readonly Statement[];
