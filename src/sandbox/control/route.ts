/** What every route of the control API is: a method, a path, and a way to answer. */
import type { Context } from '../context.ts';
import type { TestControls } from './test-controls.ts';

export interface ControlCall {
  context: Context;
  controls: TestControls;
  /** The parsed JSON of a write: an object, or undefined where there was none. */
  body: unknown;
  query: URLSearchParams;
  readonly segment: (name: string) => string;
}

export interface ControlRoute {
  method: 'get' | 'post' | 'delete';
  /** Below `/_sandbox`, as Express writes it: `/faults/:id`. */
  path: string;
  /** 200 with what comes back, as JSON; 201 for what was added; 204 for nothing. */
  answer(call: ControlCall): unknown;
  status?: 201 | 204;
}
