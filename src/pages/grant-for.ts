/** A grant by what it is good for, whatever it is called: the first of the registry that fits. */
import type { GrantFacts } from '../grants/facts/grant-facts.ts';

/** Who acts; or that all of it happens in a page, which is past. */
export type Use = 'a person' | 'the app itself' | 'a page alone';

/** @throws {Error} None of them is good for it. */
export function grantFor(use: Use, grants: readonly GrantFacts[]): GrantFacts {
  const found = grants.find((grant) => isFor(use, grant));
  if (!found) throw new Error(`There is no grant for ${use}.`);
  return found;
}

function isFor(use: Use, { onBitbucket, actsAsClient, answersInFragment }: GrantFacts): boolean {
  if (use === 'a page alone') return answersInFragment === true;
  const isLive = onBitbucket.status === 'works';
  return isLive && (actsAsClient === true) === (use === 'the app itself');
}
