/** Which call of the list an address is. */
import { CALLS, REMOVED_CALLS } from './calls.ts';
import type { Call, RemovedCall } from './calls.ts';

export interface Asked {
  readonly method: string;
  /** Below `/2.0`, without its query. */
  readonly path: string;
}

export type CallMatch =
  | { readonly kind: 'call'; readonly call: Call }
  | { readonly kind: 'removed'; readonly removed: RemovedCall }
  | { readonly kind: 'unknown' };

export function matchCall({ method, path }: Asked): CallMatch {
  const fits = (pattern: string) => toExpression(pattern).test(path.replace(/\/+$/, ''));
  const [call] = CALLS.filter((one) => one.methods.includes(method) && fits(one.path)).toSorted(
    (a, b) => literals(b.path) - literals(a.path),
  );
  if (call) return { kind: 'call', call };
  const removed = REMOVED_CALLS.find((one) => fits(one.path));
  return removed ? { kind: 'removed', removed } : { kind: 'unknown' };
}

/** Git is asked for by its command. */
export function matchGit(command: string): CallMatch {
  const path = command === 'push' ? 'push' : 'fetch';
  const call = CALLS.find((one) => one.methods.includes('git') && one.path === path);
  return call ? { kind: 'call', call } : { kind: 'unknown' };
}

function toExpression(pattern: string): RegExp {
  const source = pattern.replace(/\/\*$/, '(?:/.*)?').replaceAll(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${source}$`);
}

/** `/user/workspaces` says more of an address than `/user/*`. */
function literals(pattern: string): number {
  return pattern.split('/').filter((segment) => /^\w/.test(segment)).length;
}
