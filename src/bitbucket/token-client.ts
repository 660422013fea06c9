/** The shared token client: the only caller of the token endpoint. RFC 6749 §3.2. */
import { RateLimitError } from '../errors/errors.ts';
import { clientSecretBasic } from '../oauth/client-authentication.ts';
import { findTokens, parseToken, parseTokenError } from '../oauth/token.ts';
import type { Token } from '../oauth/token.ts';
import type { WireLog } from '../wire/wire-log.ts';
import { readRetryAfter } from '../wire/retry-after.ts';
import type { Send } from '../wire/send.ts';
import { parseJson } from './json.ts';
import { refuseRedirect } from './refuse-redirect.ts';
import type { ConsumerName, Server } from './servers.ts';

/** The form fields of a token request, as they go on the wire. */
export type TokenRequest = Readonly<Record<string, string>>;

/** How a token request goes out. Other than it should only where somebody wants to see what is said to that. */
export interface Manner {
  /** How the client shows who it is, RFC 6749 §2.3.1. Default: basic. */
  readonly authentication?: 'basic' | 'basic with a wrong secret' | 'bearer' | 'none';
  /** As another consumer of the sandbox. */
  readonly consumer?: ConsumerName;
  /** Default: a form. */
  readonly body?: 'json';
}

export interface TokenClient {
  /**
   * Asks the token endpoint for an access token. RFC 6749 §3.2.
   *
   * @param step The letter of the RFC's figure, for the wire log.
   * @throws {TokenError} The server refused, and said why. RFC 6749 §5.2.
   * @throws {RateLimitError} It asks us to wait.
   * @throws {InvalidResponseError} It answered, but not with a token response.
   * @throws {TransportError} No answer came. A token request is never repeated: its code may be spent.
   */
  requestToken(
    server: Server,
    request: TokenRequest,
    wire: WireLog,
    step: string,
    manner?: Manner,
  ): Promise<Token>;
  /**
   * Takes a token back; a refresh token takes all along that came of it. RFC 7009 §2.1.
   *
   * @returns Whether the server says that it is dead now. Not where the server has no such endpoint.
   * @throws {TransportError} No answer came.
   */
  revokeToken(server: Server, token: string, wire: WireLog): Promise<boolean>;
}

export function createTokenClient(send: Send): TokenClient {
  return {
    async requestToken(server, request, wire, step, manner = {}) {
      const { grant_type: grantType = 'left out' } = request;
      const answer = await send(
        {
          step,
          title: `Token request, grant_type ${grantType}`,
          to: 'authorization-server',
          method: 'POST', // RFC 6749 §3.2
          url: server.tokenEndpoint,
          authorization: authorizationFor(server, manner), // RFC 6749 §2.3.1
          backChannel: server.backChannel,
          form: request, // Bitbucket: a JSON body is "Unsupported grant type: None"
          ...(manner.body && { encoding: manner.body }),
        },
        wire,
      );
      if (answer.status === 200) return readToken(parseJson(answer), wire);
      refuseRedirect('The token endpoint', answer);
      if (answer.status === 429) {
        throw new RateLimitError(
          new URL(server.tokenEndpoint).host,
          readRetryAfter(answer.headers),
        );
      }
      throw parseTokenError(answer.status, parseJson(answer), grantType); // RFC 6749 §5.2
    },
    async revokeToken(server, token, wire) {
      if (server.revocationEndpoint === undefined) return false;
      const answer = await send(
        {
          step: 'Revoke',
          title: 'Token revocation',
          to: 'authorization-server',
          method: 'POST',
          url: server.revocationEndpoint,
          authorization: clientSecretBasic(server.client),
          backChannel: server.backChannel,
          form: { token },
        },
        wire,
      );
      return answer.status === 200; // RFC 7009 §2.2
    },
  };
}

function authorizationFor(
  server: Server,
  { authentication = 'basic', consumer }: Manner,
): string | undefined {
  const client = (consumer && server.consumers?.[consumer]) ?? server.client;
  if (authentication === 'none') return undefined;
  if (authentication === 'basic') return clientSecretBasic(client);
  if (authentication === 'bearer') return 'Bearer no-token-but-a-mistake'; // the secret has no part in it
  return clientSecretBasic({ ...client, clientSecret: `not-${client.clientSecret.length}-it` });
}

/** A token that is not used is not kept either: whoever may see the failed run could use it. RFC 6749 §5.1 */
function readToken(body: unknown, wire: WireLog): Token {
  try {
    return parseToken(body);
  } catch (error) {
    wire.erase(findTokens(body));
    throw error;
  }
}
