import http from 'node:http';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { receiveRedirects } from '../../src/verify-live/receive-redirect.ts';
import { findFreePort } from '../support/ports.ts';

const REQUEST = new URL('https://bitbucket.org/site/oauth2/authorize?state=s');

describe('Where the browser comes back to', () => {
  it('is the callback URL alone, and once', async () => {
    const port = await findFreePort();
    const callback = `http://127.0.0.1:${port}/oauth-callback`;
    const statuses: number[] = [];
    const visit = async (url: string) => void statuses.push((await fetch(url)).status);
    let visited = Promise.resolve();
    const receive = receiveRedirects(callback, {
      tell() {
        // One after the other: with the answer, whatever else is under way is hung up on.
        visited = visit(`http://127.0.0.1:${port}/favicon.ico`).then(() =>
          visit(`${callback}?code=c&state=s`),
        );
      },
    });

    const answer = await receive?.(REQUEST);

    expect(answer?.search).toBe('?code=c&state=s');
    await visited;
    expect(statuses).toEqual([404, 200]);
    await expect(fetch(callback)).rejects.toThrow('fetch failed');
  });

  it.each(['https://app.example/oauth-callback', 'https://localhost:3000/oauth-callback'])(
    'is not ours at %s',
    (callback) => {
      expect(receiveRedirects(callback, { tell: () => {} })).toBeUndefined();
    },
  );

  it('is not waited at for ever', async () => {
    const port = await findFreePort();
    const receive = receiveRedirects(`http://127.0.0.1:${port}/oauth-callback`, {
      tell: () => {},
      timeoutMs: 20,
    });

    await expect(receive?.(REQUEST)).rejects.toThrow('nobody came back');
  });

  it('is said to be taken, where the app itself listens there', async () => {
    const app = http.createServer();
    const port = await findFreePort();
    await once(app.listen(port, '127.0.0.1'), 'listening');
    const receive = receiveRedirects(`http://127.0.0.1:${port}/oauth-callback`, { tell: () => {} });

    await expect(receive?.(REQUEST)).rejects.toThrow(`port ${port} is taken`);
    app.close();
  });
});
