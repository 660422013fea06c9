/** The other side that is tried, and the reader's own client there. */
import type { Server } from '../bitbucket/servers.ts';

export interface Target {
  readonly server: Pick<
    Server,
    'name' | 'authorizationEndpoint' | 'tokenEndpoint' | 'apiBaseUrl' | 'client'
  >;
  /** The callback URL of the client. */
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  /** Sends a person to the authorization endpoint, and comes back with where they were led; absent: nobody is there. */
  readonly sendPerson?: (authorizationRequest: URL) => Promise<URL>;
}

/** It needs what is not there: a person at a browser, or a token that was refused. */
export class NotTriedError extends Error {
  override readonly name = 'NotTriedError';
}
