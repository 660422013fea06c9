/** One run of a grant: where it ran, what went over the wire, what came of it. Kept on the server, for one visitor. */
import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import type { ApiResults } from '../bitbucket/api-results.ts';
import { withVisitorHeaders } from '../bitbucket/servers.ts';
import type { Server } from '../bitbucket/servers.ts';
import type { Explanation } from '../errors/explanation.ts';
import type { Token } from '../oauth/token.ts';
import { WireLog } from '../wire/wire-log.ts';
import { startVisit, visitorOf } from './visitor.ts';

export interface IssuedToken extends Token {
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
}

export interface Run {
  /** A secret: whoever's session holds it may see the run. */
  readonly id: string;
  readonly grantSlug: string;
  readonly server: Server;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly wire: WireLog;
  token?: IssuedToken;
  /** What a refresh has replaced. */
  previousToken?: IssuedToken;
  results?: ApiResults;
  failure?: Explanation;
  /** How often its tokens have changed, or were about to: the higher one is the later one. */
  revision: number;
  /** Answers to a refresh that were lost in a row: what was answered is not known. */
  lostRefreshes: number;
}

export function startRun(
  req: Request,
  grantSlug: string,
  server: Server,
  clock: () => number,
): Run {
  startVisit(req, clock); // what is issued in it is somebody's
  return {
    id: randomUUID(),
    grantSlug,
    server: withVisitorHeaders(server, visitorOf(req)),
    startedAt: clock(),
    wire: new WireLog(),
    revision: 0,
    lostRefreshes: 0,
  };
}

/** Everything of the run that must not show by itself. */
export function secretsOf({ token, previousToken }: Run): string[] {
  return [token, previousToken].flatMap((one) =>
    one ? [one.accessToken, ...(one.refreshToken === undefined ? [] : [one.refreshToken])] : [],
  );
}
