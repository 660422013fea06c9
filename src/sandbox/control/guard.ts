/** Who may drive the sandbox: programs of this machine, or those that know the token; no web page of another origin. */
import type { Request, RequestHandler } from 'express';
import { parseHost } from '../../http/host-header.ts';
import { isLoopbackAddress, isLoopbackHost } from '../../http/loopback.ts';
import { senderOf } from '../../http/navigation.ts';
import { isSameSecret } from '../../secrets/is-same-secret.ts';
import { ApiError } from '../errors.ts';

/**
 * @param baseUrl Its host is let in beside the loopback names.
 * @param token Whoever sends it is let in, from wherever. Without one, this machine alone is.
 */
export function guardControl(baseUrl: string, token: string | undefined): RequestHandler {
  const own = new URL(baseUrl);
  return function guard(req, _res, next) {
    requireOwnHost(req, own);
    requireNoForeignPage(req, own);
    if (token === undefined) requireThisMachine(req);
    else requireToken(req, token);
    requireJson(req);
    next();
  };
}

/** DNS rebinding: a foreign name that leads to this machine. */
function requireOwnHost(req: Request, own: URL): void {
  const host = req.get('host') ?? '';
  if (host === own.host || isLoopbackHost(parseHost(host, 'http')?.hostname ?? '')) return;
  throw new ApiError(
    403,
    'This host is not mine. Reach the control API by a loopback name, or start with --public-url auto and its name in --hosts (SANDBOX_PUBLIC_URL, SANDBOX_HOSTS).',
  );
}

function requireNoForeignPage(req: Request, own: URL): void {
  // By whichever name of this machine it was reached: requireOwnHost knows them.
  if (senderOf(req, own.origin, `${own.protocol}//${req.get('host')}`) === 'other-origin') {
    throw new ApiError(403, 'A web page of another origin may not drive the sandbox.');
  }
}

/** A program may send any Host: what it cannot choose is where it connects from. */
function requireThisMachine(req: Request): void {
  const addresses = [req.socket.remoteAddress ?? '', ...forwardedFor(req)];
  if (addresses.every((address) => isLoopbackAddress(address.trim()))) return;
  throw new ApiError(
    403,
    'Only programs on this machine may drive the sandbox. A control token lets others in: start with --control-token (SANDBOX_CONTROL_TOKEN).',
  );
}

/** For whom a proxy on this machine asks, by whichever header it says so. RFC 7239 §5.2 */
function forwardedFor(req: Request): string[] {
  const listed = ['x-forwarded-for', 'x-real-ip'].flatMap(
    (name) => req.get(name)?.split(',') ?? [],
  );
  const forwarded = req.get('forwarded')?.split(/[,;]/) ?? [];
  const named = forwarded.flatMap((pair) => /^\s*for=\s*(.*)$/i.exec(pair)?.[1] ?? []);
  return [...listed, ...named.map((node) => node.replace(/^"?\[?([^\]"]*?)\]?(?::\d+)?"?$/, '$1'))];
}

/** RFC 6750 §2.1 and §3 */
function requireToken(req: Request, token: string): void {
  const [, sent] = /^Bearer +(\S+)$/i.exec(req.get('authorization') ?? '') ?? [];
  if (sent !== undefined && isSameSecret(sent, token)) return;
  const challenge = 'Bearer realm="Sandbox control"';
  throw new ApiError(
    401,
    sent === undefined
      ? 'The control API wants the token that this sandbox was started with (SANDBOX_CONTROL_TOKEN): Authorization: Bearer <token>.'
      : 'This is not the token that this sandbox was started with (SANDBOX_CONTROL_TOKEN).',
    {
      headers: {
        'WWW-Authenticate': sent === undefined ? challenge : `${challenge}, error="invalid_token"`,
      },
    },
  );
}

/** Only a preflight lets a page send JSON, or DELETE, elsewhere; and none is ever granted here. */
function requireJson(req: Request): void {
  const hasBody = req.method !== 'GET' && req.method !== 'HEAD' && req.method !== 'DELETE';
  if (!hasBody || req.is('application/json')) return;
  throw new ApiError(
    415,
    'Write with Content-Type: application/json, and a body: {} at the least.',
  );
}
