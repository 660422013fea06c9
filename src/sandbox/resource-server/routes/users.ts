/** Other users, by UUID or account id. Bitbucket: usernames find nobody since 2019. */
import { ApiError } from '../../errors.ts';
import { showUser } from '../representations/user.ts';
import type { ApiRoute } from '../route.ts';

export const usersRoutes: readonly ApiRoute[] = [
  {
    path: '/users/:user',
    scopes: [],
    answer(call) {
      const wanted = call.segment('user');
      const person = call.context.directory.people.find(
        ({ uuid, accountId }) => wanted === uuid || wanted === accountId,
      );
      if (!person) throw new ApiError(404, `No such user: ${wanted}`); // assumption: the text
      return showUser(call, person);
    },
  },
];
