/**
 * TLS ends at a proxy, and X-Forwarded-Proto tells this server of it. Where nobody tells it, or it believes
 * nobody, the session cookie (Secure) is never set, and no run can finish: readiness says so.
 */
import type { Request, RequestHandler } from 'express';
import type { SessionData } from 'express-session';
import type { Logger } from 'pino';

/** Parts of an answer in the format of draft-inadarei-api-health-check. */
export interface HealthProblem {
  /** `fail`: no requests should be sent here. */
  readonly status: 'fail' | 'warn';
  readonly output: string;
}

export interface TlsWatch {
  /** For every request that may begin a run. */
  readonly watch: RequestHandler;
  readonly findProblem: () => HealthProblem | undefined;
}

export interface TlsWatchOptions {
  readonly isHttps: boolean;
  readonly trustedProxies: number;
  readonly logger: Logger;
}

const NONE_TRUSTED: HealthProblem = {
  // Known without any request, since this server speaks http only: no probe, and no stranger, has a say in it.
  status: 'fail',
  output:
    'publicUrl is https, and no proxy is trusted: no session cookie is ever set, and no run can finish. Set trustedProxies (TRUSTED_PROXIES) to the number of proxies in front.',
};

const NONE_TOLD: HealthProblem = {
  // Not `fail`: whoever comes by http brings this about, and out of the balancer no request could refute it.
  status: 'warn',
  output:
    'publicUrl is https, but runs were started over http and none over https so far: those cannot finish. Let the proxy in front send X-Forwarded-Proto.',
};

export function watchTls({ isHttps, trustedProxies, logger }: TlsWatchOptions): TlsWatch {
  if (!isHttps) return { watch: pass, findProblem: () => undefined };
  if (trustedProxies === 0) {
    logger.warn(NONE_TRUSTED.output);
    return { watch: pass, findProblem: () => NONE_TRUSTED };
  }
  let isSeen = false;
  let problem: HealthProblem | undefined;
  return {
    watch(req, res, next) {
      if (isSeen) return next();
      if (req.secure) {
        isSeen = true;
        problem = undefined;
        return next();
      }
      // Probes and crawlers come as they like: what counts is a visit whose cookie could not be set.
      res.once('finish', () => {
        if (isSeen || problem !== undefined || !hasBegunVisit(req)) return;
        problem = NONE_TOLD;
        logger.warn(problem.output);
      });
      return next();
    },
    findProblem: () => problem,
  };
}

const pass: RequestHandler = (_req, _res, next) => next();

/** There is no session where it could not be read. */
function hasBegunVisit(req: Request): boolean {
  const session: Partial<SessionData> | undefined = req.session;
  return session?.visitorId !== undefined;
}
