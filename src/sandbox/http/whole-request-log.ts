/** Requests kept whole, for a test at work: read and masked when somebody looks at them, not before. */
import { ServerResponse } from 'node:http';
import type { Request, Response } from 'express';
import type { Clock } from '../clock.ts';
import { formText } from './parameters.ts';
import { type RequestLog, keepLatest } from './request-log.ts';
import { type KeptRequest, isJson, showBriefly, showRequest } from './show-request.ts';

/** As much as the API itself reads. */
const LONGEST_JSON = 10_240;

export function createWholeLog(clock: Clock): RequestLog {
  const kept: KeptRequest[] = [];
  let count = 0;
  return {
    get entries() {
      return kept.map(showBriefly);
    },
    list: (areSecretsShown = false) => kept.map((one) => showRequest(one, areSecretsShown)),
    clear: () => void kept.splice(0),
    middleware({ method, url, rawHeaders }, res, next) {
      const id = (count += 1);
      const one: KeptRequest = {
        id,
        receivedAt: clock.now(),
        method,
        url,
        rawHeaders,
        sent: '',
        fault: null,
        answer: null,
      };
      res.locals['kept'] = one;
      res.end = noteAndEnd; // on this response, not on the prototype: Node's own answers have no locals
      keepLatest(kept, one);
      next();
    },
  };
}

const end = Reflect.get(ServerResponse.prototype, 'end') as Response['end'];

/** The answer is noted as it goes out. Express sends a body as one piece, through `end`. */
function noteAndEnd(this: Response, ...parts: unknown[]): Response {
  const one = keptOf(this);
  if (one) {
    if (one.sent === '') one.sent = formText(this.req);
    if (one.sent === '' && isJson(this.req.headers['content-type'])) noteRest(one, this.req);
    // Nobody is there any more where the connection was cut.
    if (!this.destroyed) {
      one.answer = { status: this.statusCode, headers: this.getHeaders(), body: parts[0] };
    }
  }
  return Reflect.apply(end, this, parts) as Response;
}

/** @param name `null`: it found nothing to strike at. */
export function noteFault(res: Response, name: string | null): void {
  const one = keptOf(res);
  if (one) one.fault = name;
}

/** Before a fault changes the request, or where no answer will go out. */
export function noteSent(res: Response): void {
  const one = keptOf(res);
  if (one?.sent === '') one.sent = formText(res.req);
}

function keptOf({ locals }: Response): KeptRequest | undefined {
  return locals['kept'] as KeptRequest | undefined;
}

/** What no endpoint has read. Node would read it as well, to throw it away. */
function noteRest(one: KeptRequest, req: Request): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  req.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= LONGEST_JSON) chunks.push(chunk);
  });
  req.on('end', () => {
    if (bytes <= LONGEST_JSON) one.sent = Buffer.concat(chunks).toString();
  });
}
