import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from '../support/browser.ts';
import {
  beginAt,
  behave,
  comeBack,
  openLiveDemo,
  runLive,
  TOKEN_ANSWER,
  TOKEN_PATH,
} from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { json } from '../support/scripted-server.ts';
import { readStage } from '../support/stage.ts';

const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "'><script>alert(1)</script>",
  'javascript:alert(1)',
  '\u2028</script><i>',
  '{{71*73}}<%= 71*73 %>',
  `${'x'.repeat(1_000)}<img src=x onerror=alert(1)>`,
];

/** Where the whole stage is read for each: all that breaks out of markup at once, what is a link alone, and what is long. */
const SWEPT = [
  HOSTILE.filter((text) => text !== 'javascript:alert(1)' && text.length < 1_000).join(' '),
  ...HOSTILE.filter((text) => text === 'javascript:alert(1)' || text.length >= 1_000),
];

/** Nothing of it has become an element, an attribute or the target of a link, on any page of the stage. */
async function expectInert(browser: Browser, slug = 'authorization-code'): Promise<void> {
  const pages = await readStage(browser, `/${slug}`);
  expect(pages.length).toBeGreaterThan(5);
  for (const { root, body: whole } of pages) {
    const body = whole.replace(/<code id="program">[^]*?<\/code>/, '');
    root.querySelector('#program')?.remove(); // ours, and its comments are in italics
    expect(root.querySelectorAll('[onerror], [onload], img, i, script:not([src])')).toEqual([]);
    expect(body).not.toMatch(/(?:href|src|action)="?(?:javascript|data):/i);
    expect(body).not.toMatch(/<img src=x|<svg onload|<script>|<i>|5183/);
  }
}

describe('S31 hostile text in the fields of the protocol', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo();
  });
  afterAll(() => demo.close());

  it.each(SWEPT)('S31 is text in an error answer of the authorization server: %j', async (text) => {
    const browser = demo.newBrowser();
    const { state = '' } = Object.fromEntries(await beginAt(browser));
    const response = {
      error: text,
      error_description: text,
      error_uri: text,
      scope: text,
      state,
    };

    const page = await browser.follow(await comeBack(browser, response));

    expect(page.message()).toContain('The authorization server refused');
    await expectInert(browser);
  });

  it.each(HOSTILE)('S31 in the state is refused and not shown: %j (§10.12)', async (text) => {
    const browser = demo.newBrowser();
    await beginAt(browser);

    const page = await comeBack(browser, { error: 'access_denied', state: text });

    expect(page.status).toBe(400);
    expect(page.body).not.toContain('alert(1)');
  });

  it('S31 an error_uri is no link, not even one with https', async () => {
    const browser = demo.newBrowser();
    const { state = '' } = Object.fromEntries(await beginAt(browser));
    const error_uri = 'https://phish.example/help';

    const answer = await comeBack(browser, { error: 'server_error', error_uri, state });
    const page = await browser.follow(answer);

    expect(page.text).toContain(error_uri);
    expect(page.body).not.toMatch(/href="https:\/\/phish/);
  });

  it.each(SWEPT)('S31 is text in an error of the token endpoint: %j (§5.2)', async (text) => {
    demo.bitbucket.on(TOKEN_PATH, json({ error: text, error_description: text }, 400));

    const browser = demo.newBrowser();
    const page = await browser.follow(await runLive(browser));

    expect(page.step('D')).toEqual({ state: 'failed', result: '400' });
    await expectInert(browser);
  });

  it.each(SWEPT)('S31 is text in the scopes and the type of a token: %j (§5.1)', async (text) => {
    demo.bitbucket.on(TOKEN_PATH, json({ ...TOKEN_ANSWER, scope: text }));
    const browser = demo.newBrowser();

    const page = await browser.follow(await runLive(browser));

    expect(page.body).toContain('You have an access token');
    await expectInert(browser);
  });

  it('S31 S32 is text in what the API answers, headers included', async () => {
    behave(demo.bitbucket);
    const [image = '', svg = ''] = HOSTILE;
    demo.bitbucket.on('/2.0/user', {
      headers: { 'Content-Type': 'application/json', 'X-Odd': svg },
      body: JSON.stringify({ type: image, display_name: svg, links: { html: 'javascript:1' } }),
    });
    const browser = demo.newBrowser();

    const page = await browser.follow(await runLive(browser));

    expect(page.table('User').flat()).toContain(svg);
    await expectInert(browser);
  });

  it.each(SWEPT)('S31 is text in a value that the visitor has changed: %j', async (text) => {
    const browser = demo.newBrowser();
    const stage = await browser.open(
      '/authorization-code/authorize?server=sandbox-current&pace=step',
    );
    const changed = { 'set.redirect_uri': text, 'set.client_id': text, [`scope.${text}`]: 'on' };

    const answer = await stage.form('Send A').submit(changed);
    const page = await browser.open('/authorization-code?run=1&step=A');

    const { searchParams } = new URL(answer.location ?? '');
    expect(searchParams.get('client_id')).toBe(text);
    expect(searchParams.get('scope')?.endsWith(text)).toBe(true);
    expect(page.message()).toContain('Changed.');
    await expectInert(browser);
  });

  it('S31 is refused by the sandbox, in every field of the request (§4.1.2.1)', async () => {
    const url = new URL(demo.sandboxes.current.authorizationEndpoint);
    const clientId = demo.sandboxes.current.clients[0]?.clientId ?? '';
    const good = { response_type: 'code', client_id: clientId, state: 's' };
    for (const name of ['client_id', 'redirect_uri', 'response_type', 'scope']) {
      for (const text of HOSTILE) {
        url.search = new URLSearchParams({ ...good, [name]: text }).toString();
        const page = await demo.newBrowser().get(url.href);

        expect([300, 400]).toContain(page.status - (page.status % 100));
        expect([name, text, page.body]).toEqual([
          name,
          text,
          expect.not.stringMatching(/<img src=x|<svg onload|<script>|<i>/),
        ]);
        expect(page.location ?? demo.url).toContain(demo.url); // never to a hostile address
      }
    }
  });
});
