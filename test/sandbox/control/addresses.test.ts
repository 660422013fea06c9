import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Running, runSandbox } from '../support/running.ts';

let running: Running;
beforeAll(async () => {
  running = await runSandbox();
});
afterAll(() => running.sandbox.close());

function post(where: string, body: string, headers: Readonly<Record<string, string>> = {}) {
  const type = { 'Content-Type': 'application/json' };
  const url = running.sandbox.baseUrl + where;
  return fetch(url, { method: 'POST', headers: { ...type, ...headers }, body });
}

async function refusalOf(response: Response) {
  const { error } = (await response.json()) as { error: { message: string } };
  return `${response.status} ${error.message}`;
}

/** Where the authorization server has pages: each as it stands in its own file. */
function pagesOfTheSandbox(): string[] {
  const folder = path.join(import.meta.dirname, '../../../src/sandbox/authorization-server');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const texts = files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(path.join(folder, file), 'utf8'));
  return [...new Set(texts.flatMap((text) => text.match(/(?<=')\/_sandbox\/[a-z-]+(?=')/g) ?? []))];
}

describe('A body that the control API cannot use', () => {
  it.each([
    [
      '{"name',
      {},
      /^400 The body is not JSON \(.+\)\. Send a JSON object; GET \/_sandbox\/openapi/,
    ],
    ['null', {}, /^400 The body is null\. Send a JSON object/],
    ['"x"', {}, /^400 The body is a string\. Send/],
    ['5', {}, /^400 The body is a number\. Send/],
    ['[]', {}, /^400 The body is a list\. Send/],
    [`"${'x'.repeat(1_100_000)}"`, {}, /^413 The body is larger than 1mb\.$/],
    [
      '{}',
      { 'Content-Type': 'application/json; charset=x' },
      /^415 unsupported charset "X"\. Send/,
    ],
    [
      '{}',
      { 'Content-Type': 'text/plain' },
      /^415 Write with Content-Type: application\/json, and/,
    ],
  ])('is refused with a reason: %.20s %j', async (body, headers, message) => {
    for (const where of ['clients', 'people', 'clock', 'decisions', 'faults', 'reset']) {
      expect(await refusalOf(await post(`/_sandbox/${where}`, body, headers))).toMatch(message);
    }
  });

  it('may be an empty object where nothing is asked for', async () => {
    expect((await post('/_sandbox/reset', '{}')).status).toBe(204);
    expect(await refusalOf(await post('/_sandbox/faults', '{}'))).toMatch(/^400 fault is absent/);
  });
});

describe('An address below /_sandbox', () => {
  it.each([
    ['GET', '/_sandbox/fault'],
    ['POST', '/_sandbox/clocks'],
    ['GET', '/_sandbox/faults/'],
    ['DELETE', '/_sandbox/grants/'],
  ])('that does not exist gets JSON, and is not logged: %s %s', async (method, where) => {
    running.sandbox.clearRequests();
    const response = await running.control(method, where);

    expect(await refusalOf(response)).toMatch(
      new RegExp(`^404 There is no ${where}\\. GET /_sandbox/openapi\\.json lists`),
    );
    expect(running.sandbox.requests).toEqual([]);
  });

  it('with the id left out clears nothing', async () => {
    running.sandbox.faults.set({ fault: 'html', endpoint: 'api' });

    expect((await running.control('DELETE', '/_sandbox/faults/')).status).toBe(404);
    expect(running.sandbox.faults.active).toHaveLength(1);
    running.sandbox.faults.clear();
  });

  it('is a page for people where the authorization server has one', async () => {
    const pages = pagesOfTheSandbox();

    expect(pages.length).toBeGreaterThan(3);
    for (const page of [...pages, '/_sandbox/redirected']) {
      const response = await running.control('GET', page);
      expect([page, response.headers.get('content-type')]).toEqual([
        page,
        expect.stringContaining('html'),
      ]);
    }
  });

  it('refuses to move the clock beyond the year 9999, and the clock stays', async () => {
    const { clock } = running.sandbox;
    clock.freeze();
    const before = clock.now();
    for (const advance of [1e17, '999999999999 months']) {
      const response = await post('/_sandbox/clock', JSON.stringify({ advance }));
      expect(await refusalOf(response)).toMatch(/^400 ".*" is too long/);
    }

    expect(clock.now()).toBe(before);
  });
});
