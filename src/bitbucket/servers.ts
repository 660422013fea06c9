/** The authorization servers and resource servers on the other side: bitbucket.org and the sandbox's two eras. */
import { BOTH_ERAS } from '../statements/eras.ts';
import type { EraName } from '../statements/eras.ts';
import type { Visitor } from '../http/visitor.ts';
import type { ClientRegistration } from '../oauth/client-authentication.ts';
import type { BackChannel } from '../wire/send.ts';

export type ServerId = 'bitbucket' | `sandbox-${EraName}`;

/** The sandbox as it is in that era. */
export function sandboxIn(era: EraName): ServerId {
  return `sandbox-${era}`;
}

/** @returns Nothing for a server that is no sandbox. */
export function eraOf(server: ServerId): EraName | undefined {
  return BOTH_ERAS.find((era) => sandboxIn(era) === server);
}

/** What people read: of every server there may be, whether this installation can reach it or not. */
export type ServerNames = Readonly<Record<ServerId, string>>;

/** @returns bitbucket.org under its own name, unless a look-alike is configured. */
export function nameServers({ bitbucketUrl }: { readonly bitbucketUrl: string }): ServerNames {
  return {
    bitbucket: new URL(bitbucketUrl).host,
    'sandbox-current': 'the sandbox, current era',
    'sandbox-legacy': 'the sandbox, legacy era',
  };
}

/** Somebody who can sign in at a server of ours, so that a page can offer them. */
export interface DemoResourceOwner {
  readonly username: string;
  readonly password: string;
  readonly displayName: string;
  readonly note: string;
}

/** Clients of the sandbox that are not as they should be, for whoever wants to see what comes of it. */
export type ConsumerName = 'without a callback' | 'public' | 'another';

export interface Server {
  readonly id: ServerId;
  /** For people: `the sandbox, current era`. */
  readonly name: string;
  /** RFC 6749 §3.1. The browser goes there. */
  readonly authorizationEndpoint: string;
  /** RFC 6749 §3.2. Our server goes there. */
  readonly tokenEndpoint: string;
  /**
   * RFC 7009 §2: the sandbox's. Bitbucket: clients call one, but nobody has recorded what it answers, and it
   * may not exist.
   */
  readonly revocationEndpoint?: string;
  /** Base of the REST API, without a trailing slash: `https://api.bitbucket.org/2.0`. */
  readonly apiBaseUrl: string;
  /** The `iss` of its authorization responses, RFC 9207; absent where the server sends none. */
  readonly issuer?: string;
  readonly client: ClientRegistration;
  /** Beside ours: the sandbox's. */
  readonly consumers?: Readonly<Partial<Record<ConsumerName, ClientRegistration>>>;
  /** How our own server gets there: the sandbox inside has a door for it alone. */
  readonly backChannel?: BackChannel;
  /** Strangers run with our client: each of them as themselves, none as the client. S60 */
  readonly isClientShared?: boolean;
  /**
   * By which its tokens age, milliseconds since the epoch: the sandbox inside has a clock for each visitor, by
   * their mark. Absent: the time of day.
   */
  readonly nowFor?: (mark: string | undefined) => Promise<number>;
  /** The same, once it is known for whom the server is asked. */
  readonly now?: () => Promise<number>;
  /** People whose passwords may be typed here: the sandbox's. None on bitbucket.org. */
  readonly resourceOwners: readonly DemoResourceOwner[];
}

/** Those that this installation can reach. */
export type Servers = ReadonlyMap<ServerId, Server>;

export interface SandboxClient extends ClientRegistration {
  readonly callbackUrl: string;
  readonly isPrivate: boolean;
}

/** What a sandbox says of itself; the client room knows no more of it than that. */
export interface SandboxFacts {
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly revocationEndpoint: string;
  readonly apiBaseUrl: string;
  /** The first is ours. */
  readonly clients: readonly SandboxClient[];
  readonly people: readonly DemoResourceOwner[];
  readonly clocks: { read(mark: string | undefined): Promise<{ readonly now: number }> };
}

/** @param backChannel How our own server reaches it. */
export function sandboxServer(
  id: ServerId,
  name: string,
  sandbox: SandboxFacts,
  backChannel: BackChannel,
): Server {
  const [client, ...others] = sandbox.clients;
  if (!client) throw new Error('The sandbox has no client for us.');
  return {
    id,
    name,
    authorizationEndpoint: sandbox.authorizationEndpoint,
    tokenEndpoint: sandbox.tokenEndpoint,
    revocationEndpoint: sandbox.revocationEndpoint,
    apiBaseUrl: sandbox.apiBaseUrl,
    issuer: sandbox.issuer,
    client: registrationOf(client),
    consumers: nameConsumers(others),
    backChannel,
    nowFor: async (mark) => (await sandbox.clocks.read(mark)).now,
    resourceOwners: sandbox.people,
  };
}

function nameConsumers(clients: readonly SandboxClient[]): NonNullable<Server['consumers']> {
  const isComplete = ({ callbackUrl, isPrivate }: SandboxClient) => callbackUrl !== '' && isPrivate;
  const named: readonly (readonly [ConsumerName, SandboxClient | undefined])[] = [
    ['without a callback', clients.find(({ callbackUrl }) => callbackUrl === '')],
    ['public', clients.find(({ isPrivate }) => !isPrivate)],
    ['another', clients.find(isComplete)],
  ];
  return Object.fromEntries(
    named.flatMap(([name, client]) => (client ? [[name, registrationOf(client)]] : [])),
  );
}

function registrationOf({ clientId, clientSecret }: SandboxClient): ClientRegistration {
  return { clientId, clientSecret };
}

/** Of {@link Visitor}, on the way to the sandbox inside. */
export const VISITOR_HEADERS = { mark: 'X-Sandbox-Visitor', network: 'X-Sandbox-Network' } as const;

/** The server with the headers that tell the sandbox inside for whom it is asked; any other as it is. */
export function withVisitorHeaders(server: Server, { mark, network }: Visitor): Server {
  const { backChannel, nowFor } = server;
  if (backChannel === undefined) return server;
  const headers: BackChannel['headers'] = [
    ...backChannel.headers,
    [VISITOR_HEADERS.network, network],
    ...(mark === undefined ? [] : ([[VISITOR_HEADERS.mark, mark]] as const)),
  ];
  return {
    ...server,
    backChannel: { ...backChannel, headers },
    ...(nowFor && { now: () => nowFor(mark) }),
  };
}

export interface BitbucketSettings {
  readonly bitbucketUrl: string;
  readonly bitbucketApiUrl: string;
  readonly consumer: { readonly key: string; readonly secret: string } | undefined;
  /** Strangers use this installation. Default false. */
  readonly isShared?: boolean;
}

/**
 * bitbucket.org, or a look-alike: none without a consumer.
 *
 * @see https://developer.atlassian.com/cloud/bitbucket/oauth-2/ for the two endpoints (February 2026).
 */
export function bitbucketServer(settings: BitbucketSettings): Server[] {
  const { bitbucketUrl, bitbucketApiUrl, consumer, isShared = false } = settings;
  if (!consumer) return [];
  return [
    {
      id: 'bitbucket',
      name: nameServers(settings).bitbucket,
      authorizationEndpoint: `${bitbucketUrl}/site/oauth2/authorize`,
      tokenEndpoint: `${bitbucketUrl}/site/oauth2/access_token`,
      apiBaseUrl: `${bitbucketApiUrl}/2.0`,
      client: { clientId: consumer.key, clientSecret: consumer.secret },
      ...(isShared && { isClientShared: true }),
      resourceOwners: [], // no password is ever asked for, or sent, there
    },
  ];
}
