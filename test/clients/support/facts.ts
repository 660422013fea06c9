/** What the sandbox's ready-made people and its two eras look like to any client. */
import type { EraName } from '../../../src/sandbox/index.ts';

export const ADA = { type: 'user', username: 'ada', display_name: 'Ada Example' };
export const ADAS_PASSWORD = { username: 'ada', password: 'lovelace' };
/** Bitbucket: since 2026 client credentials act as the client itself, before as its owner. */
export const WHO_A_CLIENT_IS: Readonly<Record<EraName, object>> = {
  legacy: ADA,
  current: { type: 'app_user', display_name: 'OAuth 2.0 grants demo' },
};
export const NO_PASSWORD_GRANT = {
  error: 'invalid_grant',
  error_description: 'Unsupported grant type: password',
};
export const WRONG_CREDENTIALS = {
  error: 'unauthorized_client',
  error_description: 'Invalid OAuth client credentials',
};
export const WRONG_CODE = {
  error: 'invalid_grant',
  error_description: 'The specified code is not valid.',
};
