/** What time it is at the server that a run talks to: the clock of a sandbox can be turned. */
import type { Run } from './run.ts';

/** Where its tokens were issued, and age. @param clock The time of day. */
export async function timeAt(
  { server }: Pick<Run, 'server'>,
  clock: () => number,
): Promise<number> {
  return server.now ? server.now() : clock();
}

/** Before something is sent: what the log keeps of it says what time it was there. */
export async function recordServerTime(
  { server, wire }: Pick<Run, 'server' | 'wire'>,
  clock: () => number,
): Promise<void> {
  if (server.now) wire.aheadMs = (await server.now()) - clock();
}
