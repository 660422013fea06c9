/** Where something can run, in this installation. */
import type { Server, ServerId, Servers } from './servers.ts';

/** A grant, as far as the other side is concerned. */
export interface RunsOn {
  /** The default first. */
  readonly runsOn: readonly ServerId[];
  /** No person takes part: whoever runs it acts as the client. */
  readonly actsAsClient?: true;
}

/** The servers of this installation that the grant can run on, the default first. */
export function availableServers(grant: RunsOn, servers: Servers): Server[] {
  return grant.runsOn
    .map((id: ServerId) => servers.get(id))
    .filter((server) => server !== undefined)
    .filter((server) => !isWithheld(grant, server));
}

/** Would whoever runs it act in the name of somebody else, the owner of our client? S60 */
export function isWithheld(grant: RunsOn, server: Server): boolean {
  return grant.actsAsClient === true && server.isClientShared === true;
}
