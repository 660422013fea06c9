/** What was issued, and its end. */
import { ApiError } from '../../errors.ts';
import type { ControlRoute } from '../route.ts';

export const grantRoutes: readonly ControlRoute[] = [
  {
    method: 'get',
    path: '/grants',
    answer: async ({ controls }) => ({ values: await controls.grants() }),
  },
  {
    method: 'delete',
    path: '/grants/:id',
    status: 204,
    async answer({ controls, segment }) {
      if (!(await controls.revokeGrant(segment('id')))) throw new ApiError(404, 'No such grant');
    },
  },
  {
    method: 'get',
    path: '/tokens',
    answer: async ({ controls }) => ({ values: await controls.tokens() }),
  },
  {
    method: 'delete',
    path: '/tokens/:id',
    status: 204,
    async answer({ controls, segment }) {
      if (!(await controls.revokeToken(segment('id')))) throw new ApiError(404, 'No such token');
    },
  },
];
