/** A client's permission to act, RFC 6749 §1.3: from the decision, or the client's own credentials, to its withdrawal. */
import { CODE_SECONDS, type Context } from '../context.ts';
import { randomId } from '../secrets.ts';
import type { Authorization } from '../stores.ts';
import { isStanding } from './consents.ts';

/** What it is for: a code that may be exchanged, tokens that can be refreshed, or one access token. */
export type Purpose = 'code' | 'refreshable' | 'access-token-only';

/** Writes down that a client may act, for somebody or for itself; what is there already stays. */
export async function storeAuthorization(
  { stores, timeOf, era }: Context,
  id: string,
  authorization: Omit<Authorization, 'grantedAt'>,
  purpose: Purpose,
): Promise<void> {
  // Without a refresh token it is of no use once its access token has expired.
  const brief = CODE_SECONDS + era.accessTokenSeconds;
  const life = purpose === 'refreshable' ? era.authorizationSeconds : brief;
  const grantedAt = await timeOf(authorization.visitor);
  const isPending = purpose === 'code' && { isPending: true as const };
  const stored = { ...authorization, grantedAt, ...isPending };
  await stores.authorizations.replace(id, undefined, stored, life);
}

/** @returns Its id. */
export async function createAuthorization(
  context: Context,
  authorization: Omit<Authorization, 'grantedAt'>,
  purpose: Purpose,
): Promise<string> {
  const id = randomId();
  await storeAuthorization(context, id, authorization, purpose);
  return id;
}

/** Its code was exchanged: from now on it carries tokens. One that was withdrawn meanwhile stays so. */
export async function finishExchange(
  { stores, era }: Context,
  id: string,
  pending: Authorization,
): Promise<void> {
  const { isPending: _, ...finished } = pending;
  await stores.authorizations.replace(id, pending, finished, era.authorizationSeconds);
}

/** The authorization behind a code or a token, unless it was withdrawn by whatever way. */
export async function findAuthorization(
  context: Context,
  id: string,
): Promise<Authorization | undefined> {
  const authorization = await context.stores.authorizations.get(id);
  return authorization && (await isStanding(context, authorization)) ? authorization : undefined;
}

/** With all of its tokens. @returns Was there one? */
export async function withdrawAuthorization({ stores }: Context, id: string): Promise<boolean> {
  return (await stores.authorizations.take(id)) !== undefined;
}
