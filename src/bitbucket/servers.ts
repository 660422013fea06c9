/** The authorization servers and resource servers on the other side: bitbucket.org and the sandbox's two eras. */
import type { ClientRegistration } from '../oauth/client-authentication.ts';
import type { NameValue } from '../wire/exchange.ts';

export type ServerId = 'bitbucket' | 'sandbox-current' | 'sandbox-legacy';

/** Somebody who can sign in at a server of ours, so that a page can offer them. */
export interface DemoResourceOwner {
  readonly username: string;
  readonly password: string;
  readonly displayName: string;
  readonly note: string;
}

export interface Server {
  readonly id: ServerId;
  /** For people: `sandbox, current era`. */
  readonly name: string;
  /** RFC 6749 §3.1. The browser goes there. */
  readonly authorizationEndpoint: string;
  /** RFC 6749 §3.2. Our server goes there. */
  readonly tokenEndpoint: string;
  /** Our server's base of the REST API, without a trailing slash: `https://api.bitbucket.org/2.0`. */
  readonly apiBaseUrl: string;
  /** The same, as the browser reaches it (the implicit grant calls from there). */
  readonly browserApiBaseUrl: string;
  /** The `iss` of its authorization responses, RFC 9207; absent where the server sends none. */
  readonly issuer?: string;
  readonly client: ClientRegistration;
  /** The header in which it is told who asks: the sandbox's alone, so that its faults strike one visitor. */
  readonly visitorHeader?: string;
  /** Sent with every request of our server, and no part of the protocol: not in the wire log. */
  readonly ownHeaders?: readonly NameValue[];
  /** People whose passwords may be typed here: the sandbox's. None on bitbucket.org. */
  readonly resourceOwners: readonly DemoResourceOwner[];
}

/** What a sandbox says of itself; the client room knows no more of it than that. */
export interface SandboxFacts {
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly apiBaseUrl: string;
  readonly clients: readonly ClientRegistration[];
  readonly people: readonly DemoResourceOwner[];
}

/** @param backChannel How our own server reaches what browsers reach `from` there. */
export function sandboxServer(
  id: ServerId,
  name: string,
  sandbox: SandboxFacts,
  backChannel: { readonly from: string; readonly to: string },
): Server {
  const [client] = sandbox.clients;
  if (!client) throw new Error('The sandbox has no client for us.');
  const fromOurServer = (url: string) => url.replace(backChannel.from, backChannel.to);
  return {
    id,
    name,
    authorizationEndpoint: sandbox.authorizationEndpoint,
    tokenEndpoint: fromOurServer(sandbox.tokenEndpoint),
    apiBaseUrl: fromOurServer(sandbox.apiBaseUrl),
    browserApiBaseUrl: sandbox.apiBaseUrl,
    issuer: sandbox.issuer,
    client: { clientId: client.clientId, clientSecret: client.clientSecret },
    visitorHeader: 'X-Sandbox-Visitor',
    resourceOwners: sandbox.people,
  };
}

/** The same server, told which visitor it is asked for, where it wants to know. */
export function onBehalfOf(server: Server, mark: string | undefined): Server {
  const { visitorHeader } = server;
  if (visitorHeader === undefined || mark === undefined) return server;
  return { ...server, ownHeaders: [[visitorHeader, mark]] };
}

export interface BitbucketSettings {
  readonly bitbucketUrl: string;
  readonly bitbucketApiUrl: string;
  readonly consumer: { readonly key: string; readonly secret: string } | undefined;
}

/**
 * bitbucket.org, or a look-alike: none without a consumer.
 *
 * @see https://developer.atlassian.com/cloud/bitbucket/oauth-2/ for the two endpoints (February 2026).
 */
export function bitbucketServer(settings: BitbucketSettings): Server[] {
  const { bitbucketUrl, bitbucketApiUrl, consumer } = settings;
  if (!consumer) return [];
  const apiBaseUrl = `${bitbucketApiUrl}/2.0`;
  return [
    {
      id: 'bitbucket',
      name: new URL(bitbucketUrl).host, // bitbucket.org, unless configured otherwise
      authorizationEndpoint: `${bitbucketUrl}/site/oauth2/authorize`,
      tokenEndpoint: `${bitbucketUrl}/site/oauth2/access_token`,
      apiBaseUrl,
      browserApiBaseUrl: apiBaseUrl,
      client: { clientId: consumer.key, clientSecret: consumer.secret },
      resourceOwners: [], // no password is ever asked for, or sent, there
    },
  ];
}
