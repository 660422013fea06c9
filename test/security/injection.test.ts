import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { beginAt, behave, comeBack, openLiveDemo, runLive } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { HOSTILE, SWEPT, expectInert } from './support/hostile-text.ts';

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
    expect(page.root.querySelectorAll('[href^="https://phish"]')).toHaveLength(0);
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
