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
  const revocations = runs.map((run) =>
    revokeTokensOf(tokens, { ...run, server: withVisitorHeaders(run.server, visitor) }),
  );
  const done = Promise.all(revocations).then(
    (isDead) => isDead.every(Boolean),
    () => false, // a server that does not answer keeps nobody from leaving
  );
  return Promise.race([done, failAfter(TIMEOUT_MS)]);
}

/** @returns Whether they are known to be dead now; a run without any has none that live. */
export async function revokeTokensOf(tokens: TokenClient, run: Run): Promise<boolean> {
  if (!run.token || run.isRevoked) return true;
  const { refreshToken, accessToken } = run.token; // the former takes the latter along
  return tokens.revokeToken(run.server, refreshToken ?? accessToken, run.wire);
}

function failAfter(milliseconds: number): Promise<false> {
  return new Promise((resolve) => void setTimeout(() => resolve(false), milliseconds).unref());
}
