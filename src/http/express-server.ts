/** An HTTP server that saves Express its `setPrototypeOf` on each request and response. */
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import express from 'express';
import type { Express } from 'express';
import { createFinalHandler } from './final-handler.ts';
import type { Report } from './report.ts';

export interface ExpressServer {
  readonly server: http.Server;
  /**
   * The app may come later than the server: once the port is known, say.
   *
   * @throws {Error} The app would replace one of Node's own methods.
   */
  readonly serve: (app: Express, report: Report) => void;
}

type Handle = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void;

/** Who sends half a request is not waited for; Node would look only every 30 s who that is. R28 */
const TIMEOUTS = {
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 1_000,
};

/**
 * Express gives each request and response another prototype, `app.request` and `app.response`. V8 then
 * starts anew with what it knew of their shape, which cost twice as much as all of a token request. Here Node
 * makes them of classes that have what Express would put there.
 * Checked against Express 5.3: its test fails with any other.
 *
 * @param createServer Of `node:https`, say.
 * @see https://expressjs.com/en/guide/overriding-express-api.html, "Prototype"
 */
export function createExpressServer(
  options: http.ServerOptions = {},
  createServer: (options: http.ServerOptions) => http.Server = http.createServer,
): ExpressServer {
  class Request extends http.IncomingMessage {}
  class Response<Of extends IncomingMessage> extends http.ServerResponse<Of> {}
  const server = createServer({
    ...TIMEOUTS,
    ...options,
    IncomingMessage: Request,
    ServerResponse: Response,
  });
  return {
    server,
    serve(app, report) {
      adopt(app, 'request', Request.prototype, http.IncomingMessage.prototype);
      adopt(app, 'response', Response.prototype, http.ServerResponse.prototype);
      const finalHandler = createFinalHandler(report);
      const handle: Handle = app;
      server.on('request', (req, res) => handle(req, res, finalHandler(req, res)));
    },
  };
}

/**
 * What Express would have set as the prototype: its own methods, and the app.
 *
 * Node answers some requests by itself (no Host: 400, a strange Expect: 417), and Express never sees
 * those. So all that Node calls must stay its own; what an app wants to replace of it, a middleware
 * sets on each response.
 */
function adopt(
  app: Express,
  name: 'request' | 'response',
  prototype: object,
  ofNode: object,
): void {
  const own = {
    ...Object.getOwnPropertyDescriptors(express[name]),
    ...Object.getOwnPropertyDescriptors(app[name]),
  };
  const taken = Object.keys(own).find((one) => one in ofNode);
  if (taken !== undefined) throw new Error(`app.${name}.${taken} would replace Node's own`);
  Object.defineProperties(prototype, own);
  Object.preventExtensions(prototype); // nor later
  Object.assign(app, { [name]: prototype });
}
