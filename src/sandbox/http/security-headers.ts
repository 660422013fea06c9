/** Headers on every answer of the sandbox, errors too. */
import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';
import { isLoopbackUrl } from '../../http/loopback.ts';

/** The Content-Security-Policy is our own: helmet's allows inline styles, and it is not the same for every page. */
export function securityHeaders(baseUrl: string): RequestHandler[] {
  // Never for this machine: browsers would then refuse every plain http server on it, whatever its port.
  const isPinned = baseUrl.startsWith('https:') && !isLoopbackUrl(baseUrl);
  const shield = helmet({
    contentSecurityPolicy: false,
    crossOriginEmbedderPolicy: true,
    frameguard: { action: 'deny' }, // RFC 9700 §4.16
    hsts: isPinned ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    // For browsers that are gone, and one that says what is the default: only weight on every answer.
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  const headers = new Map([
    ['Content-Security-Policy', describePolicy("'self'")],
    ['Cache-Control', 'no-store'], // RFC 6749 §5.1
    ['Permissions-Policy', 'camera=(), geolocation=(), microphone=()'],
    ['X-Robots-Tag', 'noindex'],
  ]);
  const setOthers: RequestHandler = (_req, res, next) => {
    res.setHeaders(headers);
    next();
  };
  return [shield, setOthers];
}

/**
 * @param formTarget The origin to which the answer of a form may redirect. Browsers hold
 *   `form-action` against that redirect too, so the consent page names the client's origin.
 */
export function allowFormTarget(res: Response, formTarget: string): void {
  res.set('Content-Security-Policy', describePolicy(`'self' ${formTarget}`));
}

/** Of answers that no browser shows as a page: nothing is loaded, framed or sent from there. */
export const forData: RequestHandler = (_req, res, next) => {
  res.set(
    'Content-Security-Policy',
    "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'",
  );
  next();
};

function describePolicy(formAction: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    `form-action ${formAction}`,
  ].join('; ');
}
