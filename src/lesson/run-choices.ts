/** The buttons that run a grant: one for each server that it can run on here. */
import { availableServers } from '../grants/choose-server.ts';
import type { Servers } from '../bitbucket/servers.ts';
import type { GrantFacts } from '../grants/facts/grant-facts.ts';
import type { RunChoice } from '../pages/view-model.ts';

export function runChoices(grant: GrantFacts, servers: Servers): RunChoice[] {
  return availableServers(grant, servers).map((server, index) => {
    const isAgainstBetterKnowledge =
      server.id === 'bitbucket' && grant.onBitbucket.status === 'removed';
    return {
      href: `/${grant.slug}/authorize?server=${server.id}`,
      label: `${isAgainstBetterKnowledge ? 'Try it anyway' : 'Run it'} on ${server.name}`,
      serverName: server.name,
      host: new URL(server.authorizationEndpoint).host,
      kind: isAgainstBetterKnowledge ? 'quiet' : index === 0 ? 'primary' : 'secondary',
      ...(isAgainstBetterKnowledge && {
        note: 'The sources disagree on when it was removed. This shows what Bitbucket answers today.',
      }),
    };
  });
}
