/** The two addresses that all grants share: hand over to the one that is meant. */
import type { RequestHandler } from 'express';
import { InvalidRequestError } from '../errors/errors.ts';
import { findTransaction } from '../runs/find-transaction.ts';
import type { Grant } from '../grants/grant.ts';
import { parseParameters } from '../oauth/parameters.ts';
import type { TransactionStore } from '../oauth/state.ts';

/** `/authorize?grant=<slug>`: the first grant of the registry where none is named. */
export function startNamedGrant(grants: readonly Grant[]): RequestHandler {
  return (req, _res, next) => {
    const wanted = parseParameters(req.query).get('grant') ?? grants[0]?.slug;
    const grant = grants.find(({ slug }) => slug === wanted);
    if (!grant) {
      const slugs = grants.map(({ slug }) => slug).join(', ');
      throw new InvalidRequestError(`The parameter grant must be one of: ${slugs}.`);
    }
    req.url = `/${grant.slug}${req.url}`;
    next();
  };
}

/**
 * The one redirection URI: it belongs to the grant whose transaction the `state` names.
 *
 * @param fragmentGrant The grant whose answer is in the fragment: the query that arrives is empty.
 */
export function handOver(transactions: TransactionStore, fragmentGrant: Grant): RequestHandler {
  return async (req, _res, next) => {
    const response = parseParameters(req.query);
    const slug =
      response.size === 0
        ? fragmentGrant.slug
        : (await findTransaction(req, response, transactions)).transaction.grantSlug;
    req.url = `/${slug}${req.url}`;
    next();
  };
}
