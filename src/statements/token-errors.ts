/** How the token endpoint refuses. RFC 6749 §5.2, with Bitbucket's own words. */
import type { Statement } from './statement.ts';
import * as source from './sources.ts';

export const tokenErrors = [
  {
    id: 'wrong-secret',
    about: 'A wrong secret',
    claim:
      'A wrong key or secret brings `400 unauthorized_client`, “Invalid OAuth client credentials”, where RFC 6749 §5.2 says `401 invalid_client`.',
    status: 'seen',
    asOf: '2026-08',
    sources: [source.RECORDED_REPLIES, source.REFRESH_PROBE],
    note: 'The recorded replies have no date; the probe got the same for a spent refresh token.',
    tryIt: 'wrong-secret',
  },
  {
    id: 'refresh-refused',
    about: 'A spent refresh token',
    claim:
      'It brings the same as a wrong secret: `400 unauthorized_client`, “Invalid OAuth client credentials”. Until CHANGE-3052 it was `invalid_request`, “Invalid refresh_token”.',
    status: 'seen',
    asOf: '2026-08',
    sources: [
      source.REFRESH_PROBE,
      {
        label: 'readthedocs/readthedocs.org #2992, 2017',
        repository: 'readthedocs/readthedocs.org',
        number: 2992,
      },
    ],
    sandbox: { legacy: 'invalid_request, as Bitbucket did' },
  },
  {
    id: 'credentials-missing',
    about: 'No client credentials',
    claim:
      'A request without them is 400, “Client credentials missing; this request needs to be authenticated with the OAuth client id and s…”. The source cuts the text off there and does not show the error code.',
    status: 'seen',
    asOf: '2017-03',
    sources: [
      { label: 'laravel/socialite #213, 2017-03', repository: 'laravel/socialite', number: 213 },
    ],
    note: 'Old; nothing newer is on record.',
    tryIt: 'credentials-missing',
  },
  {
    id: 'code-missing',
    about: 'No code',
    claim: '`400 invalid_request`, “Missing required field: code”.',
    status: 'seen',
    asOf: '2020-10',
    sources: [
      { label: 'laravel/socialite #485, 2020-10', repository: 'laravel/socialite', number: 485 },
    ],
    note: 'From before CHANGE-3052; nothing newer is on record.',
    tryIt: 'code-missing',
  },
  {
    id: 'code-unknown',
    about: 'An unknown code',
    claim: '`400 invalid_grant`, “The specified code is not valid.”',
    status: 'seen',
    asOf: '2026-08',
    sources: [source.CODE_PROBE],
    tryIt: 'code-unknown',
  },
  {
    id: 'code-used',
    about: 'A used or expired code',
    claim:
      'What a used or expired code brings, and what a replay does to the tokens of its first use, is not recorded. The answer to an unknown code is likely.',
    status: 'not known',
    asOf: '2026-10',
    sources: [source.CODE_PROBE],
  },
  {
    id: 'grant-type-unknown',
    about: 'An unknown grant type',
    claim:
      'It follows from the reply to none that a `grant_type` which is not known brings `400 invalid_grant`, “Unsupported grant type: ” and its name.',
    status: 'inferred',
    asOf: '2026-10',
    sources: [
      { label: 'plentico/plenti #280, 2024-11', repository: 'plentico/plenti', number: 280 },
    ],
    tryIt: 'grant-type-unknown',
  },
] as const satisfies readonly Statement[];
