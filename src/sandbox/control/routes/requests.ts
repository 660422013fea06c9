/** What the sandbox received, the oldest first. */
import type { ControlRoute } from '../route.ts';

export const requestRoutes: readonly ControlRoute[] = [
  {
    method: 'get',
    path: '/requests',
    answer: ({ instruments, query }) => ({
      values: instruments.received(query.get('secrets') === 'show'),
    }),
  },
  {
    method: 'delete',
    path: '/requests',
    status: 204,
    answer: ({ instruments }) => instruments.clearReceived(),
  },
];
