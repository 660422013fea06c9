/** What was issued, and its end. */
import { ApiError } from '../../errors.ts';
import type { ControlRoute } from '../route.ts';

export const grantRoutes: readonly ControlRoute[] = [
  {
    method: 'get',
    path: '/grants',
    answer: async ({ instruments }) => ({ values: await instruments.grants() }),
  },
  {
    method: 'delete',
    path: '/grants/:id',
    status: 204,
    async answer({ instruments, segment }) {
      if (!(await instruments.revokeGrant(segment('id')))) throw new ApiError(404, 'No such grant');
    },
  },
  {
    method: 'get',
    path: '/tokens',
    answer: async ({ instruments }) => ({ values: await instruments.tokens() }),
  },
  {
    method: 'delete',
    path: '/tokens/:id',
    status: 204,
    async answer({ instruments, segment }) {
      if (!(await instruments.revokeToken(segment('id')))) throw new ApiError(404, 'No such token');
    },
  },
];
