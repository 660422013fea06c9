/** What is done with a set of scopes: asked for on the stage, put into the configuration, ticked as boxes. */
import type { GrantFacts } from '../../grants/facts/grant-facts.ts';
import { describeBoxes } from '../../scopes/scopes.ts';
import { grantFor } from '../grant-for.ts';

export interface SiteOfScopes {
  /** What the client of the sandbox may ask for. */
  readonly sandboxScopes: readonly string[];
  readonly grants: readonly GrantFacts[];
}

export interface AskForView {
  /** As it stands in the request. RFC 6749 §3.3 */
  readonly scope: string;
  /** A line of config.json. */
  readonly config: string;
  readonly boxes: string;
  /** Step by step: the request waits, with these in it. */
  readonly stageHref: string;
  /** Which the sandbox refuses: its client has no such boxes ticked. */
  readonly notInSandbox: readonly string[];
}

/** @returns `undefined` where there is nothing to ask for. */
export function showAskFor(
  names: readonly string[],
  { sandboxScopes, grants }: SiteOfScopes,
): AskForView | undefined {
  if (names.length === 0) return undefined;
  const query = new URLSearchParams({ pace: 'step', scope: names.join(' ') });
  return {
    scope: names.join(' '),
    config: `"scopes": [${names.map((name) => JSON.stringify(name)).join(', ')}]`,
    boxes: describeBoxes(names),
    stageHref: `/${grantFor('a person', grants).slug}/authorize?${query.toString()}`,
    notInSandbox: names.filter((name) => !sandboxScopes.includes(name)),
  };
}
