/** The one clock: read, move, freeze, run. */
import type { Clock } from '../../clock.ts';
import { parseShape } from '../../seed/seed-shapes.ts';
import type { ControlRoute } from '../route.ts';
import { clockShape } from '../shapes.ts';

function showClock(clock: Clock) {
  return { now: new Date(clock.now()).toISOString(), isFrozen: clock.isFrozen };
}

export const clockRoutes: readonly ControlRoute[] = [
  { method: 'get', path: '/clock', answer: ({ context }) => showClock(context.clock) },
  {
    method: 'post',
    path: '/clock',
    answer({ context: { clock }, body }) {
      const { advance, isFrozen } = parseShape(clockShape, body);
      if (advance !== undefined) clock.advance(advance);
      if (isFrozen === true) clock.freeze();
      if (isFrozen === false) clock.run();
      return showClock(clock);
    },
  },
];
