/** Takes back what forgotten runs held. RFC 7009 */
import type { TokenClient } from '../bitbucket/token-client.ts';
import { withVisitorHeaders } from '../bitbucket/servers.ts';
import type { Visitor } from '../http/visitor.ts';
import type { Run } from './run.ts';

/** Nobody waits longer for it: what is still under way then goes on by itself. */
const TIMEOUT_MS = 2_000;

/** @returns Whether all tokens are known to be dead now. */
export async function revokeTokens(
  tokens: TokenClient,
  runs: readonly Run[],
  visitor: Visitor,
): Promise<boolean> {
  const revocations = runs.map(async ({ server, token }) => {
    if (!token) return true;
    const { refreshToken, accessToken } = token; // the former takes the latter along
    return tokens.revokeToken(withVisitorHeaders(server, visitor), refreshToken ?? accessToken);
  });
  const done = Promise.all(revocations).then(
    (isDead) => isDead.every(Boolean),
    () => false, // a server that does not answer keeps nobody from leaving
  );
  return Promise.race([done, failAfter(TIMEOUT_MS)]);
}

function failAfter(milliseconds: number): Promise<false> {
  return new Promise((resolve) => void setTimeout(() => resolve(false), milliseconds).unref());
}
