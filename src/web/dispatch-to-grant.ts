/** The two addresses that all grants share: each leads to the lesson of the grant that is meant. */
import type { RequestHandler } from 'express';
import { InvalidRequestError, StateMismatchError } from '../errors/errors.ts';
import type { GrantFacts } from '../grants/facts/grant-facts.ts';
import { parseParameters } from '../oauth/parameters.ts';
import type { TransactionStore } from '../oauth/state.ts';
import type { Servers } from '../bitbucket/servers.ts';
import type { RunStore } from '../runs/run-store.ts';
import { findStateless } from '../runs/find-stateless.ts';
import { findTransaction } from '../runs/find-transaction.ts';

/** What a grant answers below `/<slug>`, by its slug, in the order of the registry. */
export type Lessons = ReadonlyMap<string, RequestHandler>;

export interface Dispatching {
  readonly grants: readonly GrantFacts[];
  readonly transactions: TransactionStore;
  readonly servers: Servers;
  readonly runs: RunStore;
}

/** `/authorize?grant=<slug>`: the first grant of the registry where none is named. */
export function startNamedGrant(lessons: Lessons): RequestHandler {
  return (req, res, next) => {
    const slugs = [...lessons.keys()];
    const lesson = lessons.get(parseParameters(req.query).get('grant') ?? slugs[0] ?? '');
    if (!lesson) {
      throw new InvalidRequestError(`The parameter grant must be one of: ${slugs.join(', ')}.`);
    }
    return lesson(req, res, next);
  };
}

/** The one redirection URI: an answer goes to the grant whose transaction its `state` names. RFC 6749 §3.1.2 */
export function dispatchCallbackByState(
  lessons: Lessons,
  dependencies: Dispatching,
): RequestHandler {
  const { grants, transactions } = dependencies;
  const inFragment = grants.find(({ answersInFragment }) => answersInFragment);
  return async (req, res, next) => {
    const response = parseParameters(req.query);
    const isInFragment = response.size === 0 && inFragment !== undefined;
    const stateless =
      isInFragment || response.has('state')
        ? undefined
        : await findStateless(req, grants, dependencies);
    const slug = isInFragment
      ? inFragment.slug
      : (stateless?.grantSlug ??
        (await findTransaction(req, response, transactions)).transaction.grantSlug);
    const lesson = lessons.get(slug);
    if (!lesson) throw new StateMismatchError('unknown-state'); // a grant that this installation has no more
    await lesson(req, res, next);
  };
}
