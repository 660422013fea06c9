/** Headers that every answer carries, whatever its status. */
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { headersSetBy } from '../http/constant-headers.ts';
import { NOT_TO_BE_INDEXED } from './crawlers.ts';

export interface SecurityHeaderOptions {
  readonly isHttps: boolean;
  /** Origins that the script of the implicit grant calls: the API, where that is not ours. */
  readonly apiOrigins: readonly string[];
  /** The pages on which it runs. Nowhere else may a script call another origin. */
  readonly apiPaths: readonly string[];
}

export function setSecurityHeaders(options: SecurityHeaderOptions): RequestHandler {
  const { isHttps, apiOrigins, apiPaths } = options;
  const headers = createHeaders(isHttps, []);
  const headersForApi = createHeaders(isHttps, apiOrigins);
  return (req, res, next) => {
    res.setHeaders(apiPaths.includes(req.path) ? headersForApi : headers);
    next();
  };
}

function createHeaders(isHttps: boolean, apiOrigins: readonly string[]): Map<string, string> {
  const shield = helmet({
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
  return headersSetBy(shield)
    .set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()')
    .set(...NOT_TO_BE_INDEXED)
    .set('Cache-Control', 'no-store'); // RFC 6749 §5.1; static files and mounted apps set their own
}
