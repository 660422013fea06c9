import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { beginAt, comeBack, openLiveDemo, runLive } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { openScriptedServer } from '../support/scripted-server.ts';
import { TOKEN_PATH } from '../support/live.ts';

/** Every address that a browser would load by itself. */
function loadedBy(body: string): string[] {
  const tags =
    body.match(/<(?:script|link|img|iframe|source|object|embed|use|image)\b[^>]*>/g) ?? [];
  return tags.flatMap((tag) => /\b(?:src|srcset|data|href)="([^"]+)"/.exec(tag)?.[1] ?? []);
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
    expect(answer.location).toBe(`${demo.url}/authorization-code`);
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(loadedBy(page.body)).toContain('/style.css');
    expect(loadedBy(page.body).filter((address) => !/^\/(?!\/)/.test(address))).toEqual([]);
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

  it('S10 leaves none after a failure either: the page names its clean path (RFC 9700 §4.2.4)', async () => {
    const browser = demo.newBrowser();
    const { state = '' } = Object.fromEntries(await beginAt(browser));

    const page = await comeBack(browser, { error: 'access_denied', state });

    expect(page.status).toBe(403);
    expect(page.body).toContain('data-clean-path="/authorization-code"');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(loadedBy(page.body).filter((address) => !/^\/(?!\/)/.test(address))).toEqual([]);
  });

  it.each([302, 307, 308])(
    'S25 a token endpoint that redirects with %i is not followed (RFC 9700 §4.12)',
    async (status) => {
      const evil = await openScriptedServer();
      const target = `${evil.url}/steal?path=canary`;
      demo.bitbucket.on(TOKEN_PATH, { status, headers: { Location: target } });
      try {
        const page = await runLive(demo.newBrowser());

        expect(page.status).toBe(502);
        expect(evil.received).toEqual([]);
        const outcome = /<section class="outcome.*?<\/section>/s.exec(page.body)?.[0] ?? '';
        expect(outcome).toContain(new URL(evil.url).host);
        expect(outcome).not.toContain('canary');
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
