/** Forty texts out of public reports, collected before the patterns were written: nothing here was chosen to fit them. */
import { atTheApi } from './api.ts';
import { onTheWayToConsent } from './authorize.ts';
import { elsewhere } from './elsewhere.ts';
import type { Report } from './report.ts';
import { atTheTokenEndpoint } from './token-endpoint.ts';

export const reports: readonly Report[] = [
  ...onTheWayToConsent,
  ...atTheTokenEndpoint,
  ...atTheApi,
  ...elsewhere,
];
