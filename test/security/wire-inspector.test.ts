import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { beginAt, comeBack, openLiveDemo } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { runToResult } from '../support/resource-owner.ts';
import { openSession } from '../support/session.ts';

const START = '/authorization-code/authorize?server=sandbox-current';

describe('S22 the wire log masks by default, and reveals by deliberate choice', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo();
  });
  afterAll(() => demo.close());

  it('S22 shows four characters at either end of a secret, and none of a short one (ASVS 14.2.6)', async () => {
    const browser = demo.newBrowser();
    const { state = '' } = Object.fromEntries(await beginAt(browser));
    const page = await browser.follow(
      await comeBack(browser, { code: 'c0de0123456789abcdef', state }),
    );

    const masked = [...page.body.matchAll(/class="masked"[^>]*>([^<]*)</g)].map(([, text]) => text);
    expect(masked.length).toBeGreaterThan(5);
    const short = masked.filter((text) => !/^(.{1,4}….{1,4}|••••)$/.test(text ?? ''));
    expect(new Set(short)).toEqual(
      new Set(['Set off like this', 'Basic [client_id:client_secret, in base64]']),
    );
    expect(page.body).not.toContain('c0de01');
    expect(page.body).not.toContain('live-access');
  });

  it('S22 reveals to a POST of the same session, with no-store (ASVS 14.2.6)', async () => {
    const browser = demo.newBrowser();
    const page = await runToResult(browser, START);

    const shown = await browser.submit(page, 'value="access-token"');

    expect(shown.status).toBe(200);
    expect(shown.headers.get('cache-control')).toBe('no-store');
    expect(/secret__value--revealed">([^<]*)</.exec(shown.body)?.[1]).toMatch(/^.{1900,}$/);
  });

  it('S22 reveals one exchange, and leaves the others masked', async () => {
    const browser = demo.newBrowser();
    const page = await runToResult(browser, START);

    const shown = await browser.submit(page, 'value="x3"');

    const token = /access_token&#34;: &#34;([\w.-]+)&#34;/.exec(shown.body)?.[1] ?? '';
    expect(token).toMatch(/^[\w.-]{1900,}$/);
    const api = shown.body.slice(shown.body.indexOf('id="exchange-x4"'));
    expect(api).not.toContain(token);
  });

  it('S22 reveals nothing to another session: neither page nor exchange is there (ASVS 8.2.2)', async () => {
    const owner = demo.newBrowser();
    await runToResult(owner, START);
    const stranger = demo.newBrowser();
    const csrf = await openSession(stranger);
    expect((await owner.get('/authorization-code/exchanges/x3')).status).toBe(200);

    expect((await stranger.get('/authorization-code/exchanges/x3')).status).toBe(404);
    for (const entry of ['x3', 'access-token', 'refresh-token']) {
      const page = await stranger.post('/authorization-code/reveal', { entry, _csrf: csrf });
      expect(page.status).toBe(404);
    }
  });

  it('S22 reveals nothing to GET, nor to a form without the session’s token', async () => {
    const browser = demo.newBrowser();
    await runToResult(browser, START);
    const path = '/authorization-code/reveal';

    expect((await browser.get(`${path}?entry=access-token`)).status).toBe(405);
    expect((await browser.post(path, { entry: 'access-token' })).status).toBe(403);
  });

  it('S22 cannot reveal what was never kept: the client’s secret (§2.3.1)', async () => {
    const browser = demo.newBrowser();
    const page = await runToResult(browser, START);
    const secret = demo.sandboxes.current.clients[0]?.clientSecret ?? 'missing';

    const shown = await browser.submit(page, 'value="x3"');

    expect(shown.body).toContain('Basic [client_id:client_secret, in base64]');
    expect(shown.body).not.toContain(secret);
  });
});
