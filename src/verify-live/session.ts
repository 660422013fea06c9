/** One run of all tries: what several of them need is asked for once. */
import { findTokens } from '../oauth/token.ts';
import { describeTokenReply } from './ask.ts';
import type { Reply } from './ask.ts';
import { openClient } from './client.ts';
import type { Client } from './client.ts';
import { authorizePerson } from './person.ts';
import type { PersonGrant } from './person.ts';
import { NotTriedError } from './target.ts';
import type { Target } from './target.ts';

export interface Session extends Client {
  /** The answer to client credentials. */
  readonly clientToken: () => Promise<Reply>;
  /** @throws {NotTriedError} Client credentials were refused. */
  readonly clientAccessToken: () => Promise<string>;
  /** @throws {NotTriedError} No person is there, or they said no. */
  readonly person: () => Promise<PersonGrant>;
}

export function openSession(target: Target): Session {
  const client = openClient(target);
  let reply: Promise<Reply> | undefined;
  let grant: Promise<PersonGrant> | undefined;
  const clientToken = () => (reply ??= client.askToken({ grant_type: 'client_credentials' }));

  return {
    ...client,
    clientToken,
    async clientAccessToken() {
      const answer = await clientToken();
      const [token] = findTokens({ access_token: answer.fields['access_token'] });
      if (token !== undefined) return token;
      throw new NotTriedError(`client credentials were refused: ${describeTokenReply(answer)}`);
    },
    person: () => (grant ??= authorizePerson(client)),
  };
}
