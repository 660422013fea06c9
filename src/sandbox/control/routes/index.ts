/** The registry of the control API: the one place that lists its routes. */
import type { ControlRoute } from '../route.ts';
import { aboutRoutes } from './about.ts';
import { clockRoutes } from './clock.ts';
import { decisionRoutes } from './decisions.ts';
import { faultRoutes } from './faults.ts';
import { grantRoutes } from './grants.ts';
import { registrationRoutes } from './registrations.ts';
import { requestRoutes } from './requests.ts';

export const controlRoutes: readonly ControlRoute[] = [
  ...aboutRoutes,
  ...registrationRoutes,
  ...clockRoutes,
  ...requestRoutes,
  ...grantRoutes,
  ...decisionRoutes,
  ...faultRoutes,
];
