/** A redirect is not followed: what the request carries would go to another host. */
import { InvalidResponseError } from '../errors/errors.ts';
import type { WireResponse } from '../wire/exchange.ts';

const KEPT = {
  'The token endpoint': 'A token request is not carried on to another address.',
  'The API': 'A token is not carried on to another address.',
} as const;

/** @throws {InvalidResponseError} It is one. */
export function refuseRedirect(who: keyof typeof KEPT, { status, headers }: WireResponse): void {
  if (status < 300 || status >= 400) return;
  const location = headers.find(([name]) => name === 'location')?.[1] ?? '';
  const host = URL.canParse(location) ? new URL(location).host.slice(0, 300) : 'another address';
  throw new InvalidResponseError(`${who} redirects to ${host}. ${KEPT[who]}`);
}
