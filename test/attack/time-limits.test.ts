import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sendRaw } from '../support/raw.ts';
import { type Attack, Broken, Skipped, hold } from './attack.ts';
import { flood } from './flood.ts';
import { startHosted } from './hosted.ts';
import { replay } from './replay.ts';

const LONG_MS = 20_000;
const SHORT_MS = 150;

describe('An attack that waits for what does not come', () => {
  let base = '';
  const server = http.createServer((req, res) => {
    if (req.url === '/cut') res.writeHead(200, { 'Content-Length': 100 }).write('half');
    if (req.url === '/cut') setImmediate(() => res.destroy());
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const replayed = (run: Attack['run'], limitMs = LONG_MS) =>
    replay({ id: 'X1', tried: 'something', run }, startHosted, limitMs);

  it('is broken by an answer that is cut short, and names the request', async () => {
    const { mark, words } = await replayed(
      async () => (await sendRaw(base, { path: '/cut' })).body,
    );

    expect([mark, words]).toEqual([
      'BROKEN',
      expect.stringMatching(/^it failed: GET \/cut: aborted/),
    ]);
  });

  it('is broken by an answer that does not come, and names the request without its query', async () => {
    const late = { path: '/late?code=secret', method: 'POST' };
    const { mark, words } = await replayed(
      async () => (await sendRaw(base, late, false, SHORT_MS)).body,
    );

    expect([mark, words]).toEqual([
      'BROKEN',
      expect.stringMatching(/^it failed: POST \/late has not come to its end within 0\.15 s \(/),
    ]);
  });

  it('is broken when its own time is over, and says what it waited for', async () => {
    const { mark, words } = await replayed(
      async () => (await sendRaw(base, { path: '/late' })).body,
      SHORT_MS,
    );

    expect([mark, words]).toEqual([
      'BROKEN',
      expect.stringMatching(
        /^it failed: the attack has not come to its end within 0\.15 s; waited for: GET \/late \(/,
      ),
    ]);
  });

  it('is broken by a flood that nobody is there to take or to refuse', async () => {
    let asked = 0;
    const { mark, words } = await replayed(async () => {
      await flood(100, 1, () =>
        Promise.resolve({ status: (asked += 1) < 3 ? 200 : 502, headers: {} }),
      );
      return 'held';
    });

    expect([mark, words, asked]).toEqual([
      'BROKEN',
      expect.stringMatching(/^it answers with 502 after 2 were taken/),
      5,
    ]);
  });

  it('is told from one that held, that did not, and that lacks what it needs', async () => {
    const said = await Promise.all([
      replayed(() => Promise.resolve('all is well\nand more')),
      replayed(async () => {
        hold(false, 'it is not');
        return Promise.resolve('never');
      }),
      replayed(() => Promise.reject(new Skipped('there is none'))),
      replayed(() => Promise.reject(new Broken('it is open'))),
    ]);

    expect(said.map(({ mark, words }) => [mark, words.replace(/ \([\d.]+ s\)$/, '')])).toEqual([
      ['held', 'all is well'],
      ['BROKEN', 'it is not'],
      ['skipped', 'there is none'],
      ['BROKEN', 'it is open'],
    ]);
  });
});
