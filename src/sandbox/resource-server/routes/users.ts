/** Other users, by UUID or account id. Contract §4.2. */
import { ApiError } from '../../errors.ts';
import { appUserOf } from '../../seed/clients.ts';
import { findUser } from '../lookups.ts';
import { showAppUser, showUser } from '../representations/user.ts';
import type { ApiCall, ApiRoute } from '../route.ts';

/** A person, or the app user of a client. @throws {ApiError} 404 */
export function requireUser(call: ApiCall) {
  const wanted = call.segment('user');
  const person = findUser(call, wanted);
  if (person) return showUser(call, person);
  const client = call.context.directory.clients.find((one) => appUserOf(one).uuid === wanted);
  if (client) return showAppUser(call, client);
  throw new ApiError(404, `No such user: ${wanted}`); // assumption: the text
}

export const usersRoutes: readonly ApiRoute[] = [
  { path: '/users/:user', scopes: [], answer: requireUser },
];
