/** Keeps web pages of other origins from driving the sandbox: it is a tool for programs. */
import type { Request, RequestHandler } from 'express';
import { isLoopbackHost } from '../../http/loopback.ts';
import { ApiError } from '../errors.ts';

/** @param baseUrl Its host is let in beside the loopback names. */
export function guardControl(baseUrl: string): RequestHandler {
  const own = new URL(baseUrl);
  return function guard(req, _res, next) {
    requireOwnHost(req, own);
    requireNoForeignPage(req, own);
    requireJson(req);
    next();
  };
}

/** DNS rebinding: a foreign name that leads to this machine. */
function requireOwnHost(req: Request, own: URL): void {
  const host = req.get('host') ?? '';
  if (host === own.host || isLoopbackHost(hostnameOf(host))) return;
  throw new ApiError(
    403,
    'This host is not mine. Reach the control API by a loopback name, or start with --public-url.',
  );
}

function hostnameOf(host: string): string {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '';
}

/** Browsers say where a request comes from; programs say nothing. */
function requireNoForeignPage(req: Request, own: URL): void {
  const site = req.get('sec-fetch-site');
  const origin = req.get('origin');
  const isForeignSite = site !== undefined && site !== 'same-origin' && site !== 'none';
  const isForeignOrigin =
    origin !== undefined &&
    origin !== own.origin &&
    origin !== `${own.protocol}//${req.get('host')}`;
  if (isForeignSite || isForeignOrigin) {
    throw new ApiError(403, 'A web page of another origin may not drive the sandbox.');
  }
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
