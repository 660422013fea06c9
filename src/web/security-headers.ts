/** Headers that every answer carries, whatever its status. */
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { NOT_TO_BE_INDEXED } from './crawlers.ts';

export interface SecurityHeaderOptions {
  readonly isHttps: boolean;
  /** Origins that the script of the implicit grant calls: the API, where that is not ours. */
  readonly apiOrigins: readonly string[];
  /** The pages on which it runs. Nowhere else may a script call another origin. */
  readonly apiPaths: readonly string[];
}

export function setSecurityHeaders(options: SecurityHeaderOptions): RequestHandler[] {
  const { isHttps, apiOrigins, apiPaths } = options;
  const shield = createShield(isHttps, []);
  const shieldForApi = createShield(isHttps, apiOrigins);
  const setShield: RequestHandler = (req, res, next) =>
    (apiPaths.includes(req.path) ? shieldForApi : shield)(req, res, next);
  return [setShield, setOthers];
}

const OTHERS = new Map([
  ['Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
  NOT_TO_BE_INDEXED,
  ['Cache-Control', 'no-store'], // RFC 6749 §5.1; static files and mounted apps set their own
]);

const setOthers: RequestHandler = (_req, res, next) => {
  res.setHeaders(OTHERS);
  next();
};

function createShield(isHttps: boolean, apiOrigins: readonly string[]) {
  return helmet({
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
        formAction: ["'self'"], // a page whose form leads elsewhere says so: http/form-action.ts
      },
    },
    crossOriginEmbedderPolicy: true,
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: isHttps && { maxAge: 365 * 24 * 3600, includeSubDomains: true },
  });
}
