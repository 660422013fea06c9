/** What was issued and still carries: whatever hangs on a withdrawn grant or consent is dead. */
import type { Context } from '../context.ts';
import type { IssuedAuthorization, IssuedToken } from './issued.ts';
import type { Authorization, Stores } from '../stores.ts';
import { findAuthorization } from './authorizations.ts';

/** So many are listed: the newest. */
const MOST_LISTED = 1_000;

export async function listAuthorizations(context: Context): Promise<IssuedAuthorization[]> {
  return listFrom(await context.stores.authorizations.keys(), async (id) => {
    const authorization = await findAuthorization(context, id);
    return authorization && describeAuthorization(id, authorization);
  });
}

function describeAuthorization(
  id: string,
  { clientId, username, scopes, grantedAt }: Authorization,
): IssuedAuthorization {
  return {
    id,
    clientId,
    username: username ?? null,
    scopes,
    grantedAt: new Date(grantedAt).toISOString(),
  };
}

export async function listTokens(context: Context): Promise<IssuedToken[]> {
  const { accessTokens, refreshTokens } = context.stores;
  return [
    ...(await listKind(context, 'access', accessTokens)),
    ...(await listKind(context, 'refresh', refreshTokens)),
  ];
}

async function listKind(
  context: Context,
  kind: IssuedToken['kind'],
  store: Stores['accessTokens'],
): Promise<IssuedToken[]> {
  return listFrom(await store.keys(), async (id) => {
    const grantId = (await store.get(id))?.authorizationId ?? '';
    const authorization = await findAuthorization(context, grantId);
    if (!authorization) return undefined;
    const { clientId, username = null } = authorization;
    return { id, kind, grantId, clientId, username };
  });
}

/** @param describe Gives undefined for what no longer carries. */
async function listFrom<R>(
  ids: readonly string[],
  describe: (id: string) => Promise<R | undefined>,
): Promise<R[]> {
  const all = await Promise.all(ids.slice(0, MOST_LISTED).map(describe));
  return all.filter((one) => one !== undefined);
}
