/** What a fault applies to: an endpoint by its name, or whatever lies at and below a path. */
import type { Endpoint } from './fault.ts';

/** By their addresses; the API lies below its own. */
const ADDRESSES = {
  authorize: '/site/oauth2/authorize',
  token: '/site/oauth2/access_token',
  api: '/2.0',
} as const satisfies Partial<Record<Endpoint, string>>;

export type NamedEndpoint = keyof typeof ADDRESSES;

export const namedEndpoints = Object.keys(ADDRESSES) as readonly NamedEndpoint[];

export interface Target {
  endpoint: Endpoint;
  path: string;
}

export function targetOf(path: string): Target {
  const plain = tidy(path);
  const isApi = isWithin(plain, ADDRESSES.api);
  const endpoint = isApi ? 'api' : namedEndpoints.find((name) => ADDRESSES[name] === plain);
  return { endpoint: endpoint ?? 'other', path: plain };
}

/** @param aim An endpoint's name or a path, as a fault has it. */
export function isHit({ endpoint, path }: Target, aim: string): boolean {
  return isPath(aim) ? isWithin(path, tidy(aim)) : aim === endpoint;
}

/** The endpoints that a fault with this aim can apply to. */
export function endpointsHit(aim: string): readonly Endpoint[] {
  if (!isPath(aim)) return namedEndpoints.filter((name) => name === aim);
  const below = namedEndpoints.filter((name) => isWithin(ADDRESSES[name], tidy(aim)));
  return [...new Set([targetOf(aim).endpoint, ...below])];
}

export function isPath(aim: string): boolean {
  return aim.startsWith('/');
}

/** Whole segments: `/2.0/users` is not within `/2.0/user`. */
function isWithin(path: string, top: string): boolean {
  return path === top || path.startsWith(`${top}/`);
}

/** One spelling for each address: Express serves any case and a slash at the end, the API `/api` before it. */
function tidy(path: string): string {
  return path
    .toLowerCase()
    .replace(/\/+$/, '')
    .replace(/^\/api(?=\/2\.0(?:\/|$))/, '');
}
