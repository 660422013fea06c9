/** What a start that went well says: where the app is, what runs where, and how to get to bitbucket.org. One line. */
import type { Servers } from './bitbucket/servers.ts';
import type { Config } from './config/config.ts';
import { availableServers } from './bitbucket/available-servers.ts';
import type { Grant } from './grants/grant.ts';

export function describeStart(
  { publicUrl, consumer, isShared }: Pick<Config, 'publicUrl' | 'consumer' | 'isShared'>,
  grants: readonly Grant[],
  servers: Servers,
): string {
  const places = grants.map((grant) => {
    const [server] = availableServers(grant, servers);
    return server ? `${grant.title} on ${server.name}` : `${grant.title} nowhere here`;
  });
  const next = consumer ? WITH_CONSUMER : isShared ? FOR_STRANGERS : WITHOUT_CONSUMER;
  return `Listening on ${publicUrl} (${places.join('; ')}). ${next}`;
}

const WITH_CONSUMER = 'Empty consumerKey and consumerSecret to use the sandbox only.';
const WITHOUT_CONSUMER =
  'To use bitbucket.org, put a consumer’s key and secret into .env or config.json.';
/** With a key and a secret alone it would not start again. */
const FOR_STRANGERS =
  'To use bitbucket.org, read of allowSharedConsumer in docs/configuration.md first.';
