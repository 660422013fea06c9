/** Headers that every answer carries, whatever its status. */
import type { RequestHandler } from 'express';
import helmet from 'helmet';

export interface SecurityHeaderOptions {
  readonly isHttps: boolean;
  /** Origins that scripts of our pages call: the API, for the implicit grant. */
  readonly apiOrigins: readonly string[];
}

export function setSecurityHeaders({
  isHttps,
  apiOrigins,
}: SecurityHeaderOptions): RequestHandler[] {
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false, // helmet's own policy allows inline styles
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'", ...apiOrigins],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"], // runs start by links: this would bind a form's redirects, too
      },
    },
    crossOriginEmbedderPolicy: true,
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: isHttps && { maxAge: 365 * 24 * 3600, includeSubDomains: true },
  });
  const rest: RequestHandler = (_req, res, next) => {
    res.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
    res.set('Cache-Control', 'no-store'); // RFC 6749 §5.1; static files and mounted apps set their own
    next();
  };
  return [headers, rest];
}
