/** The next consents, decided before they are asked for. */
import { type NextDecision, describeDecision } from '../../decisions.ts';
import type { ControlRoute } from '../route.ts';

export const decisionRoutes: readonly ControlRoute[] = [
  {
    method: 'get',
    path: '/decisions',
    answer: ({ instruments }) => ({ values: instruments.decisions() }),
  },
  {
    method: 'post',
    path: '/decisions',
    status: 201,
    async answer({ context, instruments, body }) {
      const { parseShape, z } = await import('../../seed-shapes.ts');
      const shape = z.strictObject({
        decision: z.enum(['approve', 'deny']),
        username: z.string().optional(),
        clientId: z.string().optional(),
        /** `null`: for every request, until it is cleared. */
        times: z.int().min(1).max(1_000_000).nullable().default(1),
      });
      const { decision, username, clientId, times } = parseShape(shape, body);
      const next: NextDecision = {
        isGranted: decision === 'approve',
        username: username ?? context.directory.people[0]?.username ?? '',
        ...(clientId === undefined ? {} : { clientId }),
        ...(times === null ? {} : { times }),
      };
      instruments.decide(next);
      return describeDecision(next);
    },
  },
  {
    method: 'delete',
    path: '/decisions',
    status: 204,
    answer: ({ instruments }) => instruments.clearDecisions(),
  },
];
