import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '../support/browser.ts';
import { beginAt, comeBack, openLiveDemo, runLive } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { openScriptedServer } from '../support/scripted-server.ts';
import { TOKEN_PATH } from '../support/live.ts';

/** Every address that a browser would load by itself; `#i-copy` is in the page. */
function loadedBy({ root }: Page): string[] {
  return root
    .querySelectorAll('script, link, img, iframe, source, object, embed, use, image')
    .flatMap((one) => ['src', 'srcset', 'data', 'href'].map((name) => one.getAttribute(name)))
    .filter((address) => address !== undefined && !address.startsWith('#'))
    .map(String);
}

/** No page of another origin learns where it was asked for, and none is asked. */
function expectClean(page: Page): void {
  expect(page.url).not.toMatch(/code=|state=/);
  expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  expect(loadedBy(page)).toContain('/style.css');
  expect(loadedBy(page).filter((address) => !/^\/(?!\/)/.test(address))).toEqual([]);
}

describe('The callback', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo();
  });
  afterAll(() => demo.close());

  it('S10 leaves neither code nor state in the address, nor a Referer (RFC 9700 §4.2.4, §4.3)', async () => {
    const browser = demo.newBrowser();

    const answer = await runLive(browser);
    const page = await browser.follow(answer);

    expect(answer.status).toBe(303);
    expect(answer.location).toBe(`${demo.url}/authorization-code?run=1&step=API#stage`);
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expectClean(page);
  });

  it('S09 sends a code with the marks of a form as one code, with its literal text (§4.1.3)', async () => {
    const code = 'a&client_id=evil&redirect_uri=https://evil.example&grant_type=password#';
    const browser = demo.newBrowser();
    const { state = '' } = Object.fromEntries(await beginAt(browser));

    await comeBack(browser, { code, state });

    const form = demo.tokenRequests().at(-1)?.form ?? new URLSearchParams();
    expect(form.getAll('code')).toEqual([code]);
    expect(form.getAll('grant_type')).toEqual(['authorization_code']);
    expect(form.getAll('redirect_uri')).toEqual([`${demo.url}/oauth-callback`]);
    expect(form.has('client_id')).toBe(false);
  });

  it('S10 leaves none after a failure either (RFC 9700 §4.2.4)', async () => {
    const browser = demo.newBrowser();
    const { state = '' } = Object.fromEntries(await beginAt(browser));

    const answer = await comeBack(browser, { error: 'access_denied', state });

    expect(answer.location).toBe(`${demo.url}/authorization-code?run=1&step=C#stage`);
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expectClean(await browser.follow(answer));
  });

  it.each([302, 307, 308])(
    'S25 a token endpoint that redirects with %i is not followed (RFC 9700 §4.12)',
    async (status) => {
      const evil = await openScriptedServer();
      const target = `${evil.url}/steal?path=canary`;
      demo.bitbucket.on(TOKEN_PATH, { status, headers: { Location: target } });
      try {
        const browser = demo.newBrowser();
        const page = await browser.follow(await runLive(browser));

        expect(page.step('D')).toEqual({ state: 'failed', result: String(status) });
        expect(evil.received).toEqual([]);
        const failure = page.root.querySelector('.failure')?.textContent ?? '';
        expect(failure).toContain(new URL(evil.url).host);
        expect(failure).not.toContain('canary');
      } finally {
        await evil.close();
      }
    },
  );

  it('S25 an API that redirects is not followed with the token', async () => {
    const evil = await openScriptedServer();
    const fresh = await openLiveDemo();
    fresh.bitbucket.on('/2.0/user', { status: 302, headers: { Location: evil.url } });
    try {
      const browser = fresh.newBrowser();
      const page = await browser.follow(await runLive(browser));

      expect(page.status).toBe(200);
      expect(page.body).toContain('302');
      expect(evil.received).toEqual([]);
    } finally {
      await fresh.close();
      await evil.close();
    }
  });
});
