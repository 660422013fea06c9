/** Faults on demand. */
import { ApiError } from '../../errors.ts';
import type { FaultOrder } from '../../faults/fault.ts';
import type { ControlRoute } from '../route.ts';

export const faultRoutes: readonly ControlRoute[] = [
  {
    method: 'get',
    path: '/faults',
    answer: ({ instruments }) => ({ values: instruments.faults.active }),
  },
  {
    method: 'post',
    path: '/faults',
    status: 201,
    // It looks at every field.
    answer: ({ instruments, body = {} }) => instruments.faults.set(body as FaultOrder),
  },
  {
    method: 'delete',
    path: '/faults',
    status: 204,
    answer: ({ instruments }) => void instruments.faults.clear(),
  },
  {
    method: 'delete',
    path: '/faults/:id',
    status: 204,
    answer({ instruments, segment }) {
      if (instruments.faults.clear({ id: segment('id') }) === 0) {
        throw new ApiError(404, 'No such fault');
      }
    },
  },
];
