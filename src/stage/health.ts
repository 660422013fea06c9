/** Health of one grant: can the authorization server that it runs on be reached? */
import http from 'node:http';
import type { RequestHandler } from 'express';
import { LRUCache } from 'lru-cache';
import { availableServers } from '../bitbucket/available-servers.ts';
import type { Servers } from '../bitbucket/servers.ts';
import type { GrantFacts } from '../grants/facts/grant-facts.ts';

const TIMEOUT_MS = 2_000;
/** One look serves everybody for this long: a health check must not become load on somebody else's server. */
const GOOD_FOR_MS = 10_000;

/**
 * `application/health+json`. A server that cannot be reached is a warning: the app itself is well.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-inadarei-api-health-check-06
 */
export function reportHealth(grant: GrantFacts, servers: Servers): RequestHandler {
  const looks = new LRUCache<string, boolean>({
    max: 10,
    ttl: GOOD_FOR_MS,
    fetchMethod: (url) => answers(url),
  });
  return async (_req, res) => {
    const reached = await Promise.all(
      availableServers(grant, servers).map(async ({ id, tokenEndpoint, backChannel }) => ({
        componentId: id,
        componentType: 'authorization-server',
        status: (await looks.fetch(backChannel?.origin ?? tokenEndpoint)) ? 'pass' : 'warn',
      })),
    );
    const isWell = reached.every(({ status }) => status === 'pass');
    res.type('application/health+json').json({
      status: isWell ? 'pass' : 'warn',
      serviceId: grant.slug,
      checks: { 'authorization-server:reachability': reached },
    });
  };
}

/** Any answer at all will do: a token endpoint refuses a GET. */
async function answers(url: string): Promise<boolean> {
  // TLS when it is needed: a start would take longer.
  const { request } = url.startsWith('https:') ? await import('node:https') : http;
  return new Promise((resolve) => {
    const looking = request(url, { timeout: TIMEOUT_MS }, (res) => {
      res.resume();
      resolve(true);
    });
    looking.on('timeout', () => looking.destroy(new Error('timeout')));
    looking.on('error', () => resolve(false));
    looking.end();
  });
}
