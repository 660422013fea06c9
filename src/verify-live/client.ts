/** Asks as the reader's own client, and remembers what may stand in no report. */
import { clientSecretBasic } from '../oauth/client-authentication.ts';
import { findTokens } from '../oauth/token.ts';
import { ask } from './ask.ts';
import type { Reply } from './ask.ts';
import type { Target } from './target.ts';

export interface Client {
  readonly target: Target;
  /** What may stand in no report: keys, secrets, tokens, codes, and what the API says of the account. */
  readonly secrets: Set<string>;
  /** @param form With the client's credentials in the header. */
  readonly askToken: (form: Readonly<Record<string, string>>) => Promise<Reply>;
  /** @param path Below `/2.0`. */
  readonly askApi: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Reply>;
  /** Of somebody: what it says of them goes into no report. */
  readonly askUser: (accessToken: string, scheme?: string) => Promise<Reply>;
}

export function openClient(target: Target): Client {
  const { server } = target;
  const authorization = clientSecretBasic(server.client);
  const { clientId, clientSecret } = server.client;
  const secrets = new Set([clientId, clientSecret, authorization.slice('Basic '.length)]);

  const client: Client = {
    target,
    secrets,
    async askToken(form) {
      const reply = await ask(server.tokenEndpoint, {
        method: 'POST',
        headers: { Authorization: authorization, Accept: 'application/json' },
        body: new URLSearchParams(form),
      });
      for (const token of findTokens(reply.fields)) secrets.add(token);
      return reply;
    },
    askApi: (path, headers = {}) => ask(server.apiBaseUrl + path, { headers }),
    async askUser(accessToken, scheme = 'Bearer') {
      const reply = await client.askApi('/user', { Authorization: `${scheme} ${accessToken}` });
      for (const [name, value] of Object.entries(reply.fields)) {
        if (name !== 'type' && typeof value === 'string') secrets.add(value);
      }
      return reply;
    },
  };
  return client;
}
