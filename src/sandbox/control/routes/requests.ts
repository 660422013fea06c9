/** What the sandbox received, the oldest first. */
import type { ControlRoute } from '../route.ts';

export const requestRoutes: readonly ControlRoute[] = [
  {
    method: 'get',
    path: '/requests',
    answer: ({ controls, query }) => ({
      values: controls.received(query.get('secrets') === 'show'),
    }),
  },
  {
    method: 'delete',
    path: '/requests',
    status: 204,
    answer: ({ controls }) => controls.clearReceived(),
  },
];
