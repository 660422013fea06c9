import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { jest, describe, expect, it } from '@jest/globals';
import express from 'express';
import type { RequestHandler } from 'express';
import { pino } from 'pino';
import { createPageErrorHandler } from '../../src/sandbox/http/pages.ts';
import { showError } from '../../src/web/error-handler.ts';
import { attachRequestLogger } from '../../src/web/request-logger.ts';

const fault = new Error('canary');

/** Says what a GET was answered with, and what was logged; a connection that broke off is `null`. */
async function ask(app: express.Express): Promise<string | null> {
  app.set('env', 'production'); // in a test, Express keeps its own stacks to itself
  const server = http.createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/`)
    .then((response) => response.text())
    .catch(() => null);
  await new Promise((resolve) => server.close(resolve));
  return answer;
}

const afterTheAnswer: RequestHandler = (_req, res, next) => {
  res.end('whole');
  next(fault);
};
const inTheMidst: RequestHandler = (_req, res, next) => {
  res.write('half');
  next(fault);
};

describe('A fault after the answer has begun', () => {
  it.each([
    ['leaves a whole answer alone', afterTheAnswer, 'whole'],
    ['breaks a half one off', inTheMidst, null],
  ])('%s, and is one line of JSON in the log (S42)', async (_what, handler, expected) => {
    const printed = jest.spyOn(console, 'error').mockReturnValue(undefined);
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString());
        done();
      },
    });
    const app = express();
    attachRequestLogger(app, pino({ level: 'warn' }, sink));
    app.use(handler).use(showError);

    expect(await ask(app)).toBe(expected);

    expect(lines).toEqual([expect.stringMatching(/^\{.*canary.*\}\n$/)]);
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
  });

  it.each([
    ['whole', afterTheAnswer, 'whole'],
    ['half', inTheMidst, null],
  ])('is told in the sandbox, too: %s (S42)', async (_what, handler, expected) => {
    const printed = jest.spyOn(console, 'error').mockReturnValue(undefined);
    const report = jest.fn();

    expect(await ask(express().use(handler).use(createPageErrorHandler(report)))).toBe(expected);

    expect(report).toHaveBeenCalledWith(fault, expect.objectContaining({ method: 'GET' }));
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
  });
});
