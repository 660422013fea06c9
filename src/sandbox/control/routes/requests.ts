/** What the sandbox received, the oldest first. */
import type { ControlRoute } from '../route.ts';

export const requestRoutes: readonly ControlRoute[] = [
  {
    method: 'get',
    path: '/_sandbox/requests',
    answer: ({ instruments, query }) => ({
      values: instruments.received(query.get('secrets') === 'show'),
    }),
  },
  {
    method: 'delete',
    path: '/_sandbox/requests',
    status: 204,
    answer: ({ instruments }) => instruments.clearReceived(),
  },
];
