/** Faults on demand. */
import { ApiError } from '../../errors.ts';
import type { FaultOrder } from '../../faults/fault.ts';
import type { ControlRoute } from '../route.ts';

export const faultRoutes: readonly ControlRoute[] = [
  {
    method: 'get',
    path: '/faults',
    answer: ({ controls }) => ({ values: controls.faults.active }),
  },
  {
    method: 'post',
    path: '/faults',
    status: 201,
    // It looks at every field.
    answer: ({ controls, body = {} }) => controls.faults.set(body as FaultOrder),
  },
  {
    method: 'delete',
    path: '/faults',
    status: 204,
    answer: ({ controls }) => void controls.faults.clear(),
  },
  {
    method: 'delete',
    path: '/faults/:id',
    status: 204,
    answer({ controls, segment }) {
      if (controls.faults.clear({ id: segment('id') }) === 0) {
        throw new ApiError(404, 'No such fault');
      }
    },
  },
];
