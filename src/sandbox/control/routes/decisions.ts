/** The next consents, decided before they are asked for. */
import { type NextDecision, describeDecision } from '../decisions.ts';
import { parseShape } from '../../seed/seed-shapes.ts';
import type { ControlRoute } from '../route.ts';
import { decisionShape } from '../shapes.ts';

export const decisionRoutes: readonly ControlRoute[] = [
  {
    method: 'get',
    path: '/decisions',
    answer: ({ controls }) => ({ values: controls.decisions() }),
  },
  {
    method: 'post',
    path: '/decisions',
    status: 201,
    answer({ context, controls, body }) {
      const { decision, username, clientId, times } = parseShape(decisionShape, body);
      const next: NextDecision = {
        isGranted: decision === 'approve',
        username: username ?? context.directory.people[0]?.username ?? '',
        ...(clientId === undefined ? {} : { clientId }),
        ...(times === null ? {} : { times }),
      };
      controls.decide(next);
      return describeDecision(next);
    },
  },
  {
    method: 'delete',
    path: '/decisions',
    status: 204,
    answer: ({ controls }) => controls.clearDecisions(),
  },
];
