import { afterEach, describe, expect, it } from '@jest/globals';
import { Browser } from './support/browser.ts';
import { openDemo } from './support/demo.ts';
import { findFreePort } from './support/ports.ts';
import type { TestDemo } from './support/demo.ts';
import { sendRaw } from './support/raw.ts';
import { readStage } from './support/stage.ts';

const START = '/client-credentials/authorize?server=sandbox-current';
const RESULT = 'You have an access token';

describe('The way from our own server to the sandbox inside', () => {
  let demo: TestDemo;
  afterEach(() => demo.close());

  it('needs no public URL: a port mapping before the app changes nothing', async () => {
    demo = await openDemo({ PUBLIC_URL: `http://localhost:${await findFreePort()}` });

    expect((await runTo(demo)).text).toContain(RESULT);
  });

  it('needs no address of the public listener: HOST may be any interface', async () => {
    demo = await openDemo({ HOST: '127.0.0.2' });
    const browser = new Browser(demo.url.replace('127.0.0.1', '127.0.0.2'));

    await browser.get(START);

    expect((await browser.get('/client-credentials')).text).toContain(RESULT);
  });

  it.each(['https://Demo.Example', 'https://demo.example:443', 'https://demo.example'])(
    'needs no name: PUBLIC_URL may be %s',
    async (publicUrl) => {
      demo = await openDemo({ PUBLIC_URL: publicUrl, TRUSTED_PROXIES: '1' });
      const answer = await sendRaw(demo.url, {
        path: START,
        headers: { Host: 'demo.example', 'X-Forwarded-Proto': 'https' },
      });

      expect(answer.status).toBe(303);
    },
  );

  it('is not shown: the wire log and “copy as curl” have the public URL', async () => {
    demo = await openDemo();

    const browser = demo.newBrowser();
    await browser.open(START);

    const pages = await readStage(browser, '/client-credentials');

    const body = pages.map((page) => page.body).join('\n');
    const urls = [...body.matchAll(/https?:\/\/127\.0\.0\.1:\d+/g)].map(([url]) => url);
    expect(new Set(urls)).toEqual(new Set([demo.url]));
    expect(body).toContain(`curl --request POST &#39;${demo.url}/sandbox/current/site/oauth2/`);
    expect(body).not.toContain('Back-Channel');
  });

  it('is believed: what names a visitor there is worth nothing from outside', async () => {
    demo = await openDemo();
    const visitor = demo.newBrowser();
    await visitor.open(START);
    await visitor.submit(await visitor.get('/sandbox'), '[action="/sandbox/faults"]', {
      fault: '503',
      endpoint: 'api',
      era: 'current',
      times: '1',
    });
    const mark = visitor.cookies.get('sandbox-visitor')?.value ?? '';

    const forged = await demo
      .newBrowser()
      .get('/sandbox/current/2.0/user', { 'X-Sandbox-Visitor': mark, 'X-Back-Channel-Key': '' });
    const own = await visitor.get('/sandbox/current/2.0/user');

    expect([forged.status, own.status]).toEqual([401, 503]);
  });
});

/** @returns The page of the grant, after a run. */
async function runTo(demo: TestDemo) {
  const browser = demo.newBrowser();
  await browser.get(START);
  return browser.get('/client-credentials');
}
