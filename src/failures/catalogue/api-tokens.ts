/** The API refuses the token, or what it may do. RFC 6750 §3.1. Contract §4.1, §4.5. */
import { BOTH_ERAS } from '../../statements/eras.ts';
import type { Failure } from '../failure.ts';
import { INVALID_TOKEN } from './shared-texts.ts';

export const apiTokens = [
  {
    slug: 'token-expired',
    title: 'Token is invalid, expired, or not supported for this endpoint.',
    where: 'api',
    texts: [
      INVALID_TOKEN,
      {
        text: 'Access token expired. Use your refresh token to obtain a new access token.',
        era: 'legacy',
      },
      { text: 'Access token expired.', era: 'legacy' },
      {
        text: 'OAuth2 access token expired. Use your refresh token to obtain a new access token.',
        era: 'legacy',
      },
    ],
    codes: ['invalid_token'],
    assumedCodes: ['invalid_token'],
    statuses: [401],
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'The access token is older than two hours, or Bitbucket does not know it: cut off, of another server, or no token at all. Since 2026 these words stand for all of it; until then an expired token had words of its own.',
    fix: [
      'Refresh: send the refresh token to the token endpoint, store both tokens that come, and repeat the call once.',
      'Refresh before the end, by `expires_in`, and not only when a call has failed.',
      'If a fresh token fails, compare its length with what the token endpoint sent: something may have cut it off.',
      'Without a refresh token, run the grant again.',
    ],
    change: {
      before: 'await api.get(path)',
      after:
        'await api.get(path).catch((error) => isUnauthorized(error) ? refreshAndRepeat(path) : fail(error))',
    },
    related: [
      'token-revoked',
      'token-in-query',
      'lower-case-bearer',
      'token-missing',
      'basic-at-api',
      'refresh-token-refused',
      'token-too-long',
      'implicit-without-refresh',
    ],
    statements: ['invalid-token', 'expired-token', 'access-token-life', 'refresh-rotates'],
  },
  {
    slug: 'token-revoked',
    title: 'A good token is refused before its time',
    where: 'api',
    texts: [
      { ...INVALID_TOKEN, isAssumed: true },
      {
        text: 'Access token expired. Use your refresh token to obtain a new access token.',
        era: 'legacy',
        isAssumed: true,
      },
    ],
    codes: ['invalid_token'],
    assumedCodes: ['invalid_token'],
    statuses: [401],
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'The person has taken the permission back under Personal settings, Authorized applications, or their session has ended: the API was then seen to answer 401 before the token’s time. Its words, and what becomes of the refresh token, are not on record.',
    fix: [
      'Try one refresh. If that is refused, too, delete both tokens.',
      'Show the person that the permission is gone, and offer to connect again.',
    ],
    related: [
      'token-expired',
      'refresh-token-refused',
      'token-in-query',
      'lower-case-bearer',
      'token-missing',
      'basic-at-api',
    ],
    statements: ['revoked-by-user', 'invalid-token', 'consent-page'],
  },
] as const satisfies readonly Failure[];
