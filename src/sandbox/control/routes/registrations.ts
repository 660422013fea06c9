/** Clients and people: those that there are, and new ones. */
import type { ControlRoute } from '../route.ts';

export const registrationRoutes: readonly ControlRoute[] = [
  {
    method: 'get',
    path: '/clients',
    answer: ({ context }) => ({ values: context.directory.clients }),
  },
  {
    method: 'post',
    path: '/clients',
    status: 201,
    answer: ({ controls, body }) => controls.addClient(body),
  },
  {
    method: 'get',
    path: '/people',
    answer: ({ context }) => ({ values: context.directory.people }),
  },
  {
    method: 'post',
    path: '/people',
    status: 201,
    answer: ({ controls, body }) => controls.addPerson(body),
  },
];
