import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from '../support/browser.ts';
import { openLiveDemo } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { openDemo } from '../support/demo.ts';
import { runToResult } from '../support/resource-owner.ts';

const RUN = '/authorization-code/authorize?server=sandbox-current&pace=step';

describe('A link that somebody has shared', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo();
  });
  afterAll(() => demo.close());

  const linkOn = (page: Page) => page.root.querySelector('#share')?.textContent ?? '';
  /** Where its button leads. */
  const startOn = (page: Page) =>
    page.root.querySelector('.message .start a')?.getAttribute('href') ?? '';
  const open = (browser: Browser, link: string) =>
    browser.get(new URL(link).pathname + new URL(link).search);

  it('names grant, server, step, view and mistake, and nothing of the run', async () => {
    const browser = demo.newBrowser();
    const waiting = await runToResult(browser, `${RUN}&mistake=wrong-secret`);
    expect(linkOn(waiting)).toBe(
      `${demo.url}/authorization-code?server=sandbox-current&step=D&mistake=wrong-secret`,
    );
    const refused = await browser.follow(await waiting.form('Send D').submit());

    const wire = await browser.get(`${refused.url.replace(/#.*/, '')}&view=wire`);
    const page = await browser.get(wire.link('Run it on your own server'));

    const link = `${demo.url}/authorization-code?server=sandbox-current&step=D&view=wire&mistake=wrong-secret`;
    expect([linkOn(wire), linkOn(page)]).toEqual([link, link]);
  });

  it('starts nothing: it says what it is about, and has the button that begins such a run', async () => {
    const browser = demo.newBrowser();
    const link = `${demo.url}/authorization-code?server=sandbox-legacy&step=D&view=wire&mistake=wrong-secret`;

    const page = await open(browser, link);

    expect(page.status).toBe(200);
    expect(browser.cookies.size).toBe(0);
    expect(page.message()).toContain(
      'You were sent a link to this: Authorization Code at the sandbox, legacy era, step D, as it goes over the wire, with the mistake “A wrong secret”. Nothing has run yet.',
    );
    const armed = await runToResult(browser, startOn(page));
    expect(armed.message()).toContain('Wrong on purpose: A wrong secret.');
    const refused = await browser.follow(await armed.form('Send D').submit());
    expect(new URL(refused.url).search).toBe('?run=1&step=D&view=wire');
  });

  it('leads through a run to its step and view', async () => {
    const browser = demo.newBrowser();
    const page = await browser.get('/client-credentials?server=sandbox-legacy&step=B&view=wire');

    const landed = await browser.open(startOn(page));

    expect(new URL(landed.url).search).toBe('?run=1&step=B&view=wire');
    expect(landed.message()).toContain('200 OK');
    const again = await browser.follow(await landed.form('Call the API again').submit());
    expect(new URL(again.url).search).toBe('?run=1&step=API'); // once
  });

  it('is about itself and not about the visitor’s own runs, which stand beside it', async () => {
    const browser = demo.newBrowser();
    await browser.open('/client-credentials/authorize?server=sandbox-current&pace=through');

    const page = await browser.get('/client-credentials?server=sandbox-legacy');

    expect(page.message()).toContain(
      'You were sent a link to this: Client Credentials at the sandbox, legacy era.',
    );
    expect(page.tokenBar()).toBe('');
    expect(page.root.querySelectorAll('.run')).toHaveLength(1);
  });

  it.each([
    ['server=nowhere', 'The Authorization Code grant runs here on: '],
    [
      'server=sandbox-current&step=Z',
      'step: the Authorization Code grant has no step of that name.',
    ],
    ['server=sandbox-current&view=source', 'view: a message is looked at as wire or as code'],
    ['server=sandbox-current&mistake=__proto__', 'There is no mistake __proto__.'],
    ['server=bitbucket&mistake=wrong-secret', 'Mistakes are made on the sandbox alone'],
  ])('has a plain page where a value is none: %s', async (query, says) => {
    for (const path of ['', '/authorize']) {
      const browser = demo.newBrowser();
      const page = await browser.get(`/authorization-code${path}?${query}`);

      expect([page.status, browser.cookies.size]).toEqual([400, 0]);
      expect(page.text).toContain(says);
    }
  });

  it('to bitbucket.org shows how to set it up where there is no consumer', async () => {
    const bare = await openDemo();
    try {
      const page = await bare.newBrowser().get('/authorization-code?server=bitbucket&step=D');

      expect(page.message()).toContain('No consumer is configured.');
    } finally {
      await bare.close();
    }
  });
});
