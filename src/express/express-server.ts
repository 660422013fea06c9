/** A server for an Express app, without the dearest step of Express. */
import http from 'node:http';
import express from 'express';
import type { Express } from 'express';

export interface ExpressServer {
  readonly server: http.Server;
  /** The app may come later than the server: once the port is known, say. */
  readonly serve: (app: Express) => void;
}

/**
 * Express hangs each request and response onto prototypes of its own, `app.request` and
 * `app.response`. V8 then starts anew with what it knew of them, which costs three times as much as
 * an empty route does. Here Node makes them of classes that have those prototypes from the start.
 *
 * @see https://expressjs.com/en/guide/overriding-express-api.html, "Prototype"
 */
export function createExpressServer(options: http.ServerOptions = {}): ExpressServer {
  class Request extends http.IncomingMessage {}
  class Response extends http.ServerResponse<Request> {}
  const server = http.createServer({
    ...options,
    IncomingMessage: Request,
    ServerResponse: Response,
  });
  return {
    server,
    serve(app) {
      adopt(app, 'request', Request.prototype);
      adopt(app, 'response', Response.prototype);
      server.on('request', app);
    },
  };
}

/** What Express would have set as the prototype: its own methods, and the app. */
function adopt(app: Express, name: 'request' | 'response', prototype: object): void {
  Object.defineProperties(prototype, {
    ...Object.getOwnPropertyDescriptors(express[name]),
    ...Object.getOwnPropertyDescriptors(app[name]),
  });
  Object.assign(app, { [name]: prototype });
}
