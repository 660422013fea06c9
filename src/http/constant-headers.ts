/** Headers that are the same on every answer, worked out once. */
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

/** What helmet makes: a dozen small steps that each set a header. */
type Middleware = (
  req: IncomingMessage,
  res: ServerResponse,
  next: (error?: unknown) => void,
) => void;

/** @returns What the middleware sets, for `res.setHeaders`. */
export function headersSetBy(middleware: Middleware): Map<string, string> {
  const headers = new Map<string, string>();
  class Recorder extends ServerResponse {
    override setHeader(name: string, value: number | string | readonly string[]): this {
      headers.set(name, String(value));
      return this;
    }
  }
  const req = new IncomingMessage(new Socket());
  middleware(req, new Recorder(req), () => undefined);
  return headers;
}
