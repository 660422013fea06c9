import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { beginAt, comeBack, openLiveDemo } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { runToResult } from '../support/resource-owner.ts';
import { csrfOf, openSession } from '../support/session.ts';
import { readStage } from '../support/stage.ts';

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
    await comeBack(browser, { code: 'c0de0123456789abcdef', state });

    const pages = await readStage(browser, '/authorization-code');

    const masked = pages
      .flatMap(({ root }) => root.querySelectorAll('.masked'))
      .map(({ textContent }) => textContent.replace(' (masked)', ''));
    expect(masked.length).toBeGreaterThan(20);
    const others = masked.filter((text) => !/^(.{1,4}….{1,4}|••••)$/.test(text));
    expect(new Set(others)).toEqual(new Set(['Basic, key and secret']));
    for (const { body } of pages) expect(body).not.toMatch(/c0de01|live-access|live-refresh/);
  });

  it('S22 reveals to a POST of the same session, with no-store (ASVS 14.2.6)', async () => {
    const browser = demo.newBrowser();
    const page = await runToResult(browser, START);

    const shown = await page.form('Show').submit();

    expect(shown.status).toBe(200);
    expect(shown.headers.get('cache-control')).toBe('no-store');
    expect(shown.root.querySelector('#token')?.textContent).toMatch(/^.{1900,}$/);
  });

  it('S22 reveals one exchange, and leaves the others masked', async () => {
    const browser = demo.newBrowser();
    const _csrf = csrfOf(await runToResult(browser, START));
    const reveal = (step: string) =>
      browser.post('/authorization-code/reveal', { _csrf, step, view: 'wire', entry: 'x3' });

    const shown = await reveal('D');
    const others = await reveal('API');

    const token = /"access_token": "([\w.-]+)"/.exec(shown.message())?.[1] ?? '';
    expect(token).toMatch(/^[\w.-]{1900,}$/);
    expect(others.message()).toContain('Authorization: Bearer');
    expect(others.body).not.toContain(token);
  });

  it('S22 reveals nothing to another session: neither page nor exchange is there (ASVS 8.2.2)', async () => {
    const wire = '/authorization-code?run=1&step=D&view=wire';
    const owner = demo.newBrowser();
    await runToResult(owner, START);
    const stranger = demo.newBrowser();
    const csrf = await openSession(stranger);
    expect((await owner.get(wire)).message()).toContain('200 OK');

    expect((await stranger.get(wire)).announcement()).toBe('Nothing has run yet.');
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
    const _csrf = csrfOf(await runToResult(browser, START));
    const secret = demo.sandboxes.current.clients[0]?.clientSecret ?? 'missing';

    const form = { _csrf, step: 'D', view: 'wire', entry: 'x3' };
    const shown = await browser.post('/authorization-code/reveal', form);

    expect(shown.message()).toContain('Basic [client_id:client_secret, in base64]');
    expect(shown.body).not.toContain(secret);
  });
});
