/** Clients and people: those that there are, and new ones. */
import { ApiError } from '../../errors.ts';
import { parseBody } from '../parse.ts';
import type { ControlRoute } from '../route.ts';

export const registrationRoutes: readonly ControlRoute[] = [
  {
    method: 'get',
    path: '/_sandbox/clients',
    answer: ({ context }) => ({ values: context.directory.clients }),
  },
  {
    method: 'post',
    path: '/_sandbox/clients',
    status: 201,
    async answer({ context: { era, directory, callbackUrl }, body }) {
      const { clientShape } = await import('../../seed-shapes.ts');
      const client = await parseBody(clientShape(era, callbackUrl), body);
      if (!directory.findWorkspace(client.workspace)) {
        throw new ApiError(400, 'The body is faulty', {
          detail: [`workspace: there is no workspace ${client.workspace}`],
        });
      }
      directory.addClient(client);
      return client;
    },
  },
  {
    method: 'get',
    path: '/_sandbox/people',
    answer: ({ context }) => ({ values: context.directory.people }),
  },
  {
    method: 'post',
    path: '/_sandbox/people',
    status: 201,
    async answer({ context: { directory }, body }) {
      const { personShape } = await import('../../seed-shapes.ts');
      const person = await parseBody(personShape, body);
      directory.addPerson(person);
      return person;
    },
  },
];
