/** What a refresh leaves of the tokens before it. */
import { eraOf } from '../../bitbucket/servers.ts';
import type { Run } from '../../runs/run.ts';

/** A refresh ends no access token; a server may replace the refresh token. RFC 6749 §6 */
export function describeOld({ server, token, previousToken }: Run): string {
  const ends = eraOf(server.id) ? 'ends at its time' : 'may live out its time';
  const isKept = token?.refreshToken === previousToken?.refreshToken;
  return `The old one ${ends}${isKept ? '; the refresh token stays' : ', its refresh token now'}.`;
}
