/** The redirects through the browser, for the wire log. Our server sends and receives them, but never sees their answers. */
import type { WireLog } from '../wire/wire-log.ts';

export function recordAuthorizationRequest(wire: WireLog, url: string): void {
  wire.add({
    step: 'A',
    title: 'Authorization request, by redirect',
    channel: 'front',
    from: 'client',
    to: 'authorization-server',
    request: { method: 'GET', url, headers: [] },
  });
}

/** @param receivedUrl The path and query that the browser came with. */
export function recordAuthorizationResponse(
  wire: WireLog,
  redirectUri: string,
  receivedUrl: string,
): void {
  const query = receivedUrl.slice(Math.max(receivedUrl.indexOf('?'), 0));
  wire.add({
    step: 'C',
    title: 'Authorization response, by redirect',
    channel: 'front',
    from: 'authorization-server',
    to: 'client',
    request: { method: 'GET', url: redirectUri + query, headers: [] },
  });
}
