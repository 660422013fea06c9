/** Every route of the API. */
import type { Era } from '../../eras.ts';
import type { ApiRoute } from '../route.ts';
import { userRoutes } from './user.ts';

export function routesOf(_era: Era): readonly ApiRoute[] {
  return [...userRoutes];
}
