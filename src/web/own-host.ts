/** Which host names this app answers to, RFC 9110 §7.2. */
import type { RequestHandler } from 'express';
import { parseHost } from '../http/host-header.ts';
import { isLoopbackHost } from '../http/loopback.ts';

/**
 * 421 for a Host that is not ours, on the owner's machine as well: a page of a foreign name that is
 * made to lead here (DNS rebinding) is of the same origin to its browser, and could read ours.
 *
 * Ours are that of publicUrl, and every name and address of this machine, with the port of publicUrl or
 * the one that the request came in by: they differ where a port is mapped, as Docker does.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5.20
 */
export function requireOwnHost(publicUrl: string): RequestHandler {
  const own = new URL(publicUrl);
  const refusal = `This app does not answer to that host name. It is at ${publicUrl}, as publicUrl (PUBLIC_URL) says.\n`;
  return (req, res, next) => {
    const { host = '' } = req.headers;
    const ports = [portOf(own), req.socket.localPort];
    if (host === own.host || isOwn(host, own) || isOfThisMachine(host, ports)) return next();
    return void res.status(421).type('text').send(refusal);
  };
}

/** The same in another spelling: upper case, or with the port that goes without saying. */
function isOwn(host: string, own: URL): boolean {
  return parseHost(host, own.protocol === 'https:' ? 'https' : 'http')?.host === own.host;
}

function isOfThisMachine(host: string, ports: readonly (number | undefined)[]): boolean {
  const url = parseHost(host, 'http');
  return url !== undefined && isLoopbackHost(url.hostname) && ports.includes(portOf(url));
}

function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}
