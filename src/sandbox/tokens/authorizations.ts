/** A client's permission to act, RFC 6749 §1.3: from the decision, or the client's own credentials, to its withdrawal. */
import { CODE_SECONDS, type Context } from '../context.ts';
import { randomId } from '../secrets.ts';
import type { Authorization } from '../stores.ts';
import { isStanding } from './consents.ts';

/** What it is for: a code that may be exchanged, tokens that can be refreshed, or one access token. */
export type Purpose = 'code' | 'refreshable' | 'access-token-only';

/** Writes down that a client may act, for somebody or for itself. @returns Its id. */
export async function createAuthorization(
  { stores, timeOf, era }: Context,
  authorization: Omit<Authorization, 'grantedAt'>,
  purpose: Purpose,
): Promise<string> {
  const id = randomId();
  const store = purpose === 'code' ? stores.pendingAuthorizations : stores.authorizations;
  // Without a refresh token it is of no use once its access token has expired.
  const brief = CODE_SECONDS + era.accessTokenSeconds;
  const life = purpose === 'refreshable' ? era.authorizationSeconds : brief;
  const grantedAt = await timeOf(authorization.visitor);
  await store.put(id, { ...authorization, grantedAt }, life);
  return id;
}

/** Its code was exchanged: from now on it carries tokens. One that was withdrawn meanwhile stays so. */
export async function finishExchange({ stores, era }: Context, id: string): Promise<void> {
  const { pendingAuthorizations, authorizations } = stores;
  const pending = await pendingAuthorizations.get(id);
  if (!pending) return;
  // Never in neither: a replay that comes in between has to find what it withdraws.
  await authorizations.put(id, pending, era.authorizationSeconds);
  const isWithdrawn = (await pendingAuthorizations.take(id)) === undefined;
  if (isWithdrawn) await authorizations.take(id);
}

/** The authorization behind a code or a token, unless it was withdrawn by whatever way. */
export async function findAuthorization(
  context: Context,
  id: string,
): Promise<Authorization | undefined> {
  const { authorizations, pendingAuthorizations } = context.stores;
  const authorization =
    (await authorizations.get(id)) ??
    (await pendingAuthorizations.get(id)) ??
    (await authorizations.get(id)); // its code may have been exchanged in between
  return authorization && (await isStanding(context, authorization)) ? authorization : undefined;
}

/** With all of its tokens. @returns Was there one? */
export async function withdrawAuthorization({ stores }: Context, id: string): Promise<boolean> {
  // In this order: see finishExchange.
  const pending = await stores.pendingAuthorizations.take(id);
  const finished = await stores.authorizations.take(id);
  return (pending ?? finished) !== undefined;
}

export async function listAuthorizationIds({ stores }: Context): Promise<string[]> {
  const pending = await stores.pendingAuthorizations.keys(); // before the others: none slips through
  return [...new Set([...(await stores.authorizations.keys()), ...pending])];
}
