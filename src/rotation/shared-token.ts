/** The token that all workers share: a file, a row, a secret of a CI system. And how each of them refreshes it. RFC 6749 §6 */
import type { Server } from '../bitbucket/servers.ts';
import type { TokenClient } from '../bitbucket/token-client.ts';
import { InvalidResponseError, TokenError } from '../errors/errors.ts';
import type { Token } from '../oauth/token.ts';
import type { WireLog } from '../wire/wire-log.ts';
import type { Use } from './rehearsal.ts';

export interface Stored {
  readonly name: string;
  readonly refreshToken: string;
  /** When the access token ends that came with it. */
  readonly expiresAt: number;
}

export interface SharedToken {
  read(): Stored;
  /** Sends that refresh token, and stores what it brings, over whatever is there. What is refused changes nothing. */
  refresh(by: string, stored: Stored): Promise<Use>;
}

export interface SharedTokenDependencies {
  readonly server: Server;
  readonly tokens: TokenClient;
  readonly wire: WireLog;
  /** Milliseconds since the rehearsal began. */
  readonly now: () => number;
}

/** @param first From the sign-in: its access token has just expired. */
export function shareToken(dependencies: SharedTokenDependencies, first: Token): SharedToken {
  const { server, tokens, wire, now } = dependencies;
  let names = 0;
  const name = ({ refreshToken, expiresInSeconds = 0 }: Token): Stored => {
    if (refreshToken === undefined) throw new InvalidResponseError('There is no refresh token.');
    return { name: `R${(names += 1)}`, refreshToken, expiresAt: now() + expiresInSeconds * 1_000 };
  };
  let stored = { ...name(first), expiresAt: 0 };

  return {
    read: () => stored,
    async refresh(by, { name: presented, refreshToken }) {
      const sentAt = now();
      const form = { grant_type: 'refresh_token', refresh_token: refreshToken };
      try {
        stored = name(await tokens.requestToken(server, form, wire, 'Refresh')); // before it is used
        const answer = { status: 200, brings: stored.name } as const;
        return { by, presented, sentAt, answeredAt: now(), answer };
      } catch (error) {
        if (!(error instanceof TokenError)) throw error;
        const { status, code, description = '' } = error;
        const answer = { status, error: code, description };
        return { by, presented, sentAt, answeredAt: now(), answer };
      }
    },
  };
}
