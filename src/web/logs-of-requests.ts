/** `req.log`: a line that is written there says which request it is about. */
import type express from 'express';
import type { Logger } from 'pino';

declare module 'express-serve-static-core' {
  interface Request {
    readonly log: Logger;
  }
}

/** Made for a request that something is written about: for most, nothing is. */
export function giveRequestsLogs(app: express.Express, logger: Logger): void {
  Object.defineProperty(app.request, 'log', {
    configurable: true,
    get(this: express.Request) {
      // The query may hold a code, the headers a cookie: the log gets neither.
      const path = this.originalUrl.split('?')[0];
      return logger.child({ req: { method: this.method, path } });
    },
  });
}
