/** What a refresh leaves of the tokens before it. */
import { eraOf } from '../../bitbucket/servers.ts';
import type { Run } from '../../runs/run.ts';

/** A refresh ends no access token; a server may replace the refresh token. RFC 6749 §6 */
export function describeOld({ server, token, previousToken }: Run): string {
  const lives = eraOf(server.id) ? 'opens the API until its time is over' : 'may live out its time';
  const isKept = token?.refreshToken === previousToken?.refreshToken;
  const refreshToken = isKept ? 'the refresh token stays' : 'the old refresh token ends';
  return `The old access token ${lives}; ${refreshToken}.`;
}
