/** A sandbox for one rehearsal: the one that a test suite opens, on a loopback port of its own, and closed after it. */
import { sandboxIn } from './bitbucket/servers.ts';
import type { Behaviour, RehearsalSandbox } from './rotation/rehearse.ts';
import { createSandbox } from './sandbox/standalone/library.ts';

export async function openRehearsalSandbox(behaviour: Behaviour): Promise<RehearsalSandbox> {
  const sandbox = await createSandbox({ ...behaviour, approve: 'ada', control: false });
  const [{ clientId, clientSecret }] = sandbox.clients;
  return {
    server: {
      id: sandboxIn('current'),
      name: 'a sandbox of its own',
      authorizationEndpoint: sandbox.authorizationEndpoint,
      tokenEndpoint: sandbox.tokenEndpoint,
      apiBaseUrl: sandbox.apiBaseUrl,
      client: { clientId, clientSecret },
      resourceOwners: [],
    },
    clock: sandbox.clock,
    close: () => sandbox.close(),
  };
}
