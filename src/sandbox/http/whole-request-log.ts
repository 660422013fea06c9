/** Requests kept whole, for a test at work: read and masked when somebody looks at them, not before. */
import type { Response } from 'express';
import type { Clock } from '../clock.ts';
import { bodyText } from './bodies.ts';
import { type RequestLog, keepLatest } from './request-log.ts';
import { type KeptRequest, showBriefly, showRequest } from './show-request.ts';

const NONE: readonly string[] = [];

export function createWholeLog(clock: Clock): RequestLog {
  const kept: KeptRequest[] = [];
  let count = 0;
  return {
    get entries() {
      return kept.map(showBriefly);
    },
    list: (areSecretsShown = false) => kept.map((one) => showRequest(one, areSecretsShown)),
    clear: () => void kept.splice(0),
    middleware(req, res, next) {
      const { method, url, rawHeaders } = req;
      const id = (count += 1);
      const one: KeptRequest = {
        id,
        receivedAt: clock.now(),
        method,
        url,
        rawHeaders,
        sent: bodyText(req),
        fault: null,
        notes: NONE,
        answer: null,
      };
      res.locals['kept'] = one;
      noteAnswer(res, one);
      keepLatest(kept, one);
      next();
    },
  };
}

/** Once it has gone out: there is none where the connection was cut. */
function noteAnswer(res: Response, one: KeptRequest): void {
  const send = res.send.bind(res);
  let body: unknown;
  // All bodies go through here: those of `res.json` and `res.render`, too.
  res.send = (sent: unknown) => {
    body = sent;
    return send(sent);
  };
  res.once('finish', () => {
    one.answer = { status: res.statusCode, headers: res.getHeaders(), body };
  });
}

/** @param name `null`: it found nothing to change. */
export function recordFault({ locals }: Response, name: string | null): void {
  const one = locals['kept'] as KeptRequest | undefined;
  if (one) one.fault = name;
}

/** It was let through, though a specification says that it should not have been sent like this. */
export function recordDeparture({ locals }: Response, departure: string): void {
  const one = locals['kept'] as KeptRequest | undefined;
  if (one) one.notes = [...one.notes, departure];
}
