import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openLiveDemo, TOKEN_PATH } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { openSocket } from '../support/raw.ts';
import { json } from '../support/scripted-server.ts';
import { openSession } from '../support/session.ts';

const FORGED = '{"level":60,"msg":"forged"}';
const HOSTILE = `\r\n${FORGED}\n\u001b[31mred\u001b[0m\u0000\u0007\u2028`;
const CONTROL = /[^\P{Cc}\n]/u; // any but the end of a line

describe('S42 what is logged of hostile input (ASVS 16.4.1)', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo({ LOG_LEVEL: 'debug' });
  });
  afterAll(() => demo.close());

  /** What the work has put into the log: each line is one JSON object, escaped, and none is forged. */
  async function logOf(work: () => Promise<unknown>): Promise<string> {
    const before = demo.log().length;
    await work();
    const text = demo.log().slice(before);
    expect(text).not.toMatch(CONTROL);
    for (const line of text.split('\n').filter(Boolean)) {
      const entry = JSON.parse(line) as { level: number; msg: string; time: number };
      expect(entry.msg).not.toBe('forged');
      expect(entry.level).toBeLessThan(60);
      expect(typeof entry.time).toBe('number');
    }
    return text;
  }

  it('S42 in the words of the token endpoint', async () => {
    demo.bitbucket.on(TOKEN_PATH, json({ error: HOSTILE, error_description: HOSTILE }, 400));

    const log = await logOf(() => demo.newBrowser().get('/client-credentials/authorize'));

    expect(log).toContain(String.raw`\r\n{\"level\":60`); // it was logged, escaped
    expect(log.match(/"msg":"run failed"/g)).toHaveLength(1);
  });

  it('S42 in a user name and a password: neither is logged at all', async () => {
    const browser = demo.newBrowser();
    const _csrf = await openSession(browser);
    const person = { 'set.username': `mallory${HOSTILE}`, 'set.password': HOSTILE };

    const log = await logOf(() =>
      browser.post('/resource-owner-password/send', { _csrf, waiting: 'A', ...person }),
    );

    expect(log).toContain('run failed'); // it was sent
    expect(log).not.toMatch(/forged|mallory/);
  });

  it('S42 in an error of the authorization server, and in its state', async () => {
    const browser = demo.newBrowser();
    const { location = '' } = await browser.get('/authorization-code/authorize?server=bitbucket');
    const state = new URL(location).searchParams.get('state') ?? '';
    const answer = (one: string) =>
      browser.get(
        `/oauth-callback?${new URLSearchParams({ error: HOSTILE, state: one }).toString()}`,
      );

    expect(await logOf(() => answer(state))).toContain(String.raw`\r\n{\"level\":60`);
    await logOf(() => answer(HOSTILE));
  });

  it('S42 in a path, a query, a user agent and a Basic user, encoded and raw', async () => {
    const basic = Buffer.from(`mallory${HOSTILE}:x`).toString('base64');
    const encoded = encodeURIComponent(HOSTILE);
    const requests = [
      `GET /authorization-code/authorize/${encoded}?${encoded} HTTP/1.1`,
      `GET /authorization-code/authorize?server=${encoded} HTTP/1.1`,
      `POST /refresh/${encoded} HTTP/1.1`,
      'GET /authorize?grant=\u001b[31m HTTP/1.1', // Node refuses this one itself
      'GET / HTTP/1.1\r\nUser-Agent: \u001b[31m', // and this one
      'POST /logout\u001b[31m HTTP/1.1',
      'GET /%0d%0a%zz HTTP/1.1',
    ];
    const log = await logOf(async () => {
      for (const line of requests) {
        const { socket, ended } = openSocket(demo.url);
        socket.write(
          `${line}\r\nHost: ${new URL(demo.url).host}\r\nUser-Agent: mallory\t${FORGED}\r\nAuthorization: Basic ${basic}\r\nConnection: close\r\n\r\n`,
        );
        expect(await ended).toMatch(/^HTTP\/1\.1 [34]\d\d /);
      }
    });

    expect(log).toContain('"msg":"refused"');
    expect(log).not.toMatch(/Basic|mallory/); // no header is logged
  });
});
