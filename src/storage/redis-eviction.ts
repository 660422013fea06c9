/** What Redis does once its memory is full, as far as it tells. */
import type { RedisClientType } from 'redis';

/** How Redis is set up for the day when its memory is full. */
export interface Eviction {
  /** `maxmemory-policy`, such as `noeviction`. */
  readonly policy: string;
  /** `maxmemory` in bytes; 0: all that the machine has. */
  readonly largestBytes: number;
}

/** Of all, what was not used for longest goes first: as in memory. */
export const ADVISED_POLICY = 'allkeys-lru';

export function makesRoom({ policy, largestBytes }: Eviction): boolean {
  return policy === ADVISED_POLICY && largestBytes > 0;
}

/** INFO and not CONFIG, which services that run a Redis for others hide. `undefined`: it does not tell. */
export async function readEviction(
  client: Pick<RedisClientType, 'info'>,
): Promise<Eviction | undefined> {
  const facts = await client.info('memory').catch(() => '');
  const [, policy] = /^maxmemory_policy:(\S+)/m.exec(facts) ?? [];
  const [, bytes] = /^maxmemory:(\d+)/m.exec(facts) ?? [];
  if (policy === undefined || bytes === undefined) return undefined;
  return { policy, largestBytes: Number(bytes) };
}
