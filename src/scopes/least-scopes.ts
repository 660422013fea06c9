/** From calls to scopes, and back: the least that opens them all, and what of a call is missing. */
import type { Call } from './calls.ts';
import { SCOPES, reach } from './scopes.ts';

export interface LeastScopes {
  /** To ask for, in the order of the client's page, each with what it is needed for. */
  readonly ask: readonly { readonly name: string; readonly calls: readonly Call[] }[];
  /** Needed as well, and there without being asked for. */
  readonly brought: readonly { readonly name: string; readonly by: string }[];
}

/**
 * A scope is left out where another that is needed brings it along. None is asked for in the place of two:
 * `pullrequest:write` would open what `pullrequest` and `repository:write` open, and merging besides.
 */
export function findLeastScopes(calls: readonly Call[]): LeastScopes {
  const needed = [...new Set(calls.flatMap(({ scopes }) => scopes))];
  const ask = withoutImplied(needed);
  return {
    ask: ask.map((name) => ({
      name,
      calls: calls.filter(({ scopes }) => scopes.includes(name)),
    })),
    brought: needed.flatMap((name) => {
      const by = ask.find((other) => other !== name && reach([other]).has(name));
      return by === undefined ? [] : [{ name, by }];
    }),
  };
}

/** Names without those that others of them bring along, in the order of the client's page. */
export function withoutImplied(names: readonly string[]): string[] {
  const isBrought = (name: string) =>
    names.some((other) => other !== name && reach([other]).has(name));
  return SCOPES.map(({ name }) => name).filter((name) => names.includes(name) && !isBrought(name));
}

/** Of what a call needs, that which the scopes do not open. */
export function findMissing(needed: readonly string[], granted: Iterable<string>): string[] {
  const reached = reach(granted);
  return needed.filter((name) => !reached.has(name));
}
