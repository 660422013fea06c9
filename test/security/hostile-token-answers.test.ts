/** Hostile text in what the token endpoint answers: the whole stage of the run shows it, and takes none of it for markup. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOKEN_ANSWER, TOKEN_PATH, openLiveDemo, runLive } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { json } from '../support/scripted-server.ts';
import { SWEPT, expectInert } from './support/hostile-text.ts';

describe('S31 hostile text in the answers of the token endpoint', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo();
  });
  afterAll(() => demo.close());

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
});
