/** `/2.0/user` and what lies below it: whoever holds the token. Contract §4.2. */
import { paginate } from '../pagination.ts';
import { showAppUser, showEmail, showOwnUser } from '../representations/user.ts';
import type { ApiRoute } from '../route.ts';

export const userRoutes: readonly ApiRoute[] = [
  {
    path: '/user',
    scopes: ['account'],
    answer: (call) =>
      call.principal.kind === 'user'
        ? showOwnUser(call, call.principal.person)
        : showAppUser(call, call.principal.client),
  },
  {
    path: '/user/emails',
    scopes: ['email'],
    // Assumption: an app_user has no address.
    answer: (call) =>
      paginate(call, call.principal.kind === 'user' ? call.principal.person.emails : [], (email) =>
        showEmail(call, email),
      ),
  },
];
