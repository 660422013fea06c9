/** The authorization servers and resource servers on the other side: bitbucket.org and the sandbox's two eras. */
import type { ClientRegistration } from '../oauth/client-authentication.ts';

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
  /** People whose passwords may be typed here: the sandbox's. None on bitbucket.org. */
  readonly resourceOwners: readonly DemoResourceOwner[];
}
