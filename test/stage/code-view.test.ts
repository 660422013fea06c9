import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSandbox } from '../../src/sandbox/standalone/library.ts';
import type { Browser, Page } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { HOSTED } from '../support/hosted.ts';
import { decideAtSandbox, runToResult } from '../support/resource-owner.ts';

const GRANT = '/authorization-code';
const KEY = 'kAbCdEf0123456789G';
const SECRET = 'sAbCdEf0123456789AbCdEf012345678';

const codeOf = (page: Page, id = 'program') => page.root.querySelector(`#${id}`)?.textContent;
const markedIn = (page: Page) =>
  page.root.querySelectorAll('.marked').map((one) => one.textContent);
const hrefsIn = (page: Page, selector: string) =>
  page.root.querySelectorAll(selector).map((one) => one.getAttribute('href') ?? '');
const linkOf = (page: Page, selector: string, text: string) =>
  page.root.querySelectorAll(selector).find((one) => one.textContent.trim() === text);

async function read(browser: Browser, query: string): Promise<Page> {
  return browser.get(`${GRANT}?${query}`);
}

describe('The code of a step', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  it('is there before anything was run: the whole program, its lines of the step marked and named', async () => {
    const page = await read(demo.newBrowser(), 'step=D&view=code&language=bash');

    expect(codeOf(page)).toBe(readFileSync('snippets/bash/authorization-code.sh', 'utf8'));
    expect(markedIn(page).map((text) => text.split('.')[0])).toEqual([
      expect.stringMatching(/^# \(D\)/),
    ]);
    expect(page.root.querySelector('.marked')?.attributes).toMatchObject({
      id: 'lines',
      role: 'group',
      'aria-label': 'Lines of D',
    });
    expect(page.headers.get('set-cookie')).toBeNull();
  });

  it('is found from the page of a grant that was not run, and from the landing page', async () => {
    const browser = demo.newBrowser();

    const hrefs = [
      linkOf(await browser.get(GRANT), '.actions a', 'Code')?.getAttribute('href') ?? '',
      linkOf(await browser.get('/'), '.door a', 'code to copy')?.getAttribute('href') ?? '',
    ];

    expect(hrefs.length).toBe(2);
    for (const href of hrefs) expect(codeOf(await browser.get(href))).toContain('(A)');
  });

  it('leads from the call of the API to the program that reads a list', async () => {
    const page = await read(demo.newBrowser(), 'step=API&view=code&language=python');

    expect(hrefsIn(page, '.running .hint a')).toContain('/programs/python/list-repositories.py');
    expect(linkOf(page, '.running .hint a', 'list-repositories.py')).toBeDefined();
  });

  it('is there while a request waits, which can be sent from it as it stands', async () => {
    const browser = demo.newBrowser();
    await browser.open(`${GRANT}/authorize?pace=step`);
    const page = await read(browser, 'step=A&view=code');

    const sent = await page.form('Send A').submit();

    expect(codeOf(page)).toContain('(A)');
    expect(sent.location).toContain('/site/oauth2/authorize?');
  });

  it('takes no form away that a person is to fill in', async () => {
    const browser = demo.newBrowser();
    await browser.open('/resource-owner-password/authorize?pace=step');

    const page = await browser.get('/resource-owner-password?step=A&view=code');

    expect(page.hasButton('Send A')).toBe(true);
    expect(page.root.querySelector('input[type=password]')).not.toBeNull();
  });

  it('is there after a run, with the very exchange as curl below it; a step of the server has none of its own', async () => {
    const browser = demo.newBrowser();
    await runToResult(browser, `${GRANT}/authorize?pace=through`);

    const page = await read(browser, 'step=D&view=code&language=bash');
    const consent = await read(browser, 'step=B&view=code&language=bash');

    const exchange = await browser.get(
      linkOf(page, '.tabs a', 'This exchange')?.getAttribute('href') ?? '',
    );

    expect(exchange.root.querySelector('.raw .snippet')?.textContent).toContain(
      'curl --request POST',
    );
    expect(linkOf(exchange, '.tabs a', 'This exchange')?.getAttribute('aria-current')).toBe('true');
    expect(exchange.root.querySelectorAll('.tabs a')).toHaveLength(10);
    expect(codeOf(page)).toContain('(D)');
    expect(codeOf(consent)).toBeUndefined();
    expect(hrefsIn(consent, '.views a')).not.toContainEqual(expect.stringContaining('view=code'));
  });

  it('is kept, with its language, on the way to another step and of a refresh', async () => {
    const browser = demo.newBrowser();
    await runToResult(browser, `${GRANT}/authorize?pace=through`);
    const page = await read(browser, 'step=D&view=code&language=bash');

    const rows = hrefsIn(page, '.diagram a.row');
    const refresh = await browser.get(rows.find((href) => href.includes('step=Refresh')) ?? '');

    expect(rows.filter((href) => !href.includes('view=code&language=bash'))).toEqual([]);
    expect(codeOf(refresh)).toBe(readFileSync('snippets/bash/refresh.sh', 'utf8'));
    expect(markedIn(refresh).join('')).toContain('(Refresh)');
  });

  it('is in a language that there is, whatever the address says', async () => {
    for (const language of ['cobol', '', '__proto__', '<script>', '../bash']) {
      const page = await read(
        demo.newBrowser(),
        `step=A&view=code&language=${encodeURIComponent(language)}&target=nowhere`,
      );

      expect([language, page.status, codeOf(page)?.includes('(A)')]).toEqual([language, 200, true]);
    }
  });

  it('says when these very bytes ran green, with what and in which eras', async () => {
    const page = await read(demo.newBrowser(), 'step=A&view=code&language=bash');

    expect(page.message()).toMatch(
      /Ran green on \d+ \w+ 20\d\d with bash \d\S*, curl .*, against the sandbox in the eras current and legacy\./,
    );
  });

  it('is downloaded as it stands', async () => {
    const browser = demo.newBrowser();
    const page = await read(browser, 'step=A&view=code&language=bash');
    const [href = ''] = hrefsIn(page, 'a[download]');

    expect((await browser.get(href)).body).toBe(codeOf(page));
  });

  it('comes with commands for the sandbox that stands here, ending where its secret is pasted', async () => {
    const browser = demo.newBrowser();
    await decideAtSandbox(browser, `${GRANT}/authorize?server=sandbox-legacy&pace=through`);
    const page = await read(browser, 'step=D&view=code&language=bash');
    const { clientId = '', clientSecret = 'none' } = demo.sandboxes.legacy.programClient ?? {};

    expect(codeOf(page, 'prepare')?.split('\n')).toEqual([
      `curl -fO '${demo.url}/programs/bash/authorization-code.sh'`,
      `export BITBUCKET_CONSUMER_KEY='${clientId}'`,
      `export BITBUCKET_URL='${demo.url}/sandbox/legacy'`,
      `export BITBUCKET_API_URL='${demo.url}/sandbox/legacy'`,
      `export CALLBACK_URL='http://127.0.0.1:8976/oauth-callback'`,
      `export BITBUCKET_SCOPES='account email repository'`,
      'export BITBUCKET_CONSUMER_SECRET=',
    ]);
    expect(codeOf(page, 'run')).toBe('bash authorization-code.sh');
    expect(page.body).not.toContain(clientSecret);
    expect((await browser.get('/sandbox')).body).toContain(clientSecret);
  });
});

describe('The commands of a program', () => {
  async function askIn(env: Record<string, string>, target: string): Promise<Page> {
    const demo = await openDemo(env);
    const { PUBLIC_URL } = env;
    const host = PUBLIC_URL === undefined ? {} : { Host: new URL(PUBLIC_URL).host };
    const path = `${GRANT}?step=A&view=code&language=bash&target=${target}`;
    const page = await demo.newBrowser().request('GET', path, undefined, host);
    await demo.close();
    return page;
  }

  it('have the key and the callback of the configured consumer, never its secret', async () => {
    const consumer = { BITBUCKET_CONSUMER_KEY: KEY, BITBUCKET_CONSUMER_SECRET: SECRET };
    const page = await askIn(consumer, 'bitbucket');

    expect(codeOf(page, 'prepare')).toContain(`BITBUCKET_CONSUMER_KEY='${KEY}'`);
    expect(codeOf(page, 'prepare')).toMatch(
      /CALLBACK_URL='http:\/\/127\.0\.0\.1:\d+\/oauth-callback'/,
    );
    expect(codeOf(page, 'prepare')).toContain(`BITBUCKET_URL='https://bitbucket.org'`);
    expect(page.message()).toContain('stop it first');
    expect(page.body).not.toContain(SECRET);
  });

  it('leave key and secret to the reader where no consumer is configured', async () => {
    const page = await askIn({}, 'bitbucket');

    expect(codeOf(page, 'prepare')).toMatch(/^export BITBUCKET_CONSUMER_KEY=$/m);
    expect(page.message()).toContain('fill them in');
  });

  it('S60 lead to a sandbox of the reader’s own where strangers share this one: it knows no program there', async () => {
    const page = await askIn(HOSTED, 'sandbox');
    const sandbox = await createSandbox();
    const [client] = sandbox.clients;
    await sandbox.close();

    expect(codeOf(page, 'prepare')).toContain(`BITBUCKET_URL='http://127.0.0.1:7999'`);
    expect(codeOf(page, 'prepare')).toContain(`CONSUMER_KEY='${client.clientId}'`);
    expect(codeOf(page, 'prepare')).toContain(`CALLBACK_URL='${client.callbackUrl}'`);
    expect(page.message()).toContain('npm run sandbox');
  });

  it('name no key of a consumer that strangers share', async () => {
    const page = await askIn(
      {
        ...HOSTED,
        ALLOW_SHARED_CONSUMER: 'true',
        BITBUCKET_CONSUMER_KEY: KEY,
        BITBUCKET_CONSUMER_SECRET: SECRET,
      },
      'bitbucket',
    );

    expect(codeOf(page, 'prepare')).toMatch(/^export BITBUCKET_CONSUMER_KEY=$/m);
    expect(page.body).not.toContain(SECRET);
  });
});
