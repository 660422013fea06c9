/** `/2.0/user` and what lies below it: whoever holds the token. Contract §4.2. */
import { ApiError } from '../../errors.ts';
import { paginate } from '../pagination.ts';
import { showEmail, showOwnUser } from '../representations/user.ts';
import type { ApiCall, ApiRoute } from '../route.ts';
import { showPrincipal } from './memberships.ts';

/** Assumption: an app_user has no address. */
function emailsOf({ principal }: ApiCall) {
  return principal.kind === 'user' ? principal.person.emails : [];
}

export const userRoutes: readonly ApiRoute[] = [
  {
    path: '/user',
    scopes: ['account'],
    answer: (call) =>
      call.principal.kind === 'user'
        ? showOwnUser(call, call.principal.person)
        : showPrincipal(call),
  },
  {
    path: '/user/emails',
    scopes: ['email'],
    answer: (call) => paginate(call, emailsOf(call), (email) => showEmail(call, email)),
  },
  {
    path: '/user/emails/:email',
    scopes: ['email'],
    answer(call) {
      const email = emailsOf(call).find(({ address }) => address === call.segment('email'));
      if (!email) throw new ApiError(404, 'Email not found'); // assumption: the text
      return showEmail(call, email);
    },
  },
];
