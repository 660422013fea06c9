import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import * as z from 'zod';
import type { RunRecord } from '../../src/export/run-record.ts';
import { HAR_SCHEMA } from '../export/support/har-schema.ts';
import type { Browser, Page } from '../support/browser.ts';
import { beginAt, comeBack, openLiveDemo, runLive } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { decideAtSandbox, runToResult, sendPassword } from '../support/resource-owner.ts';

const RUN = '/authorization-code/authorize?server=sandbox-current&pace=through';

const ajv = new Ajv2020({ strict: true, allErrors: true });
formats.default(ajv);
const isHar = ajv.compile(HAR_SCHEMA);
const har = z.object({
  log: z.object({ entries: z.array(z.object({ response: z.object({ status: z.number() }) })) }),
});

describe('A run, taken along as a file', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo();
  });
  afterAll(() => demo.close());

  const get = (browser: Browser, as: string, slug = 'authorization-code', run = 1) =>
    browser.get(`/${slug}/export?run=${run}&as=${as}`);
  const statusesOf = ({ body }: Page) =>
    har.parse(JSON.parse(body)).log.entries.map(({ response }) => response.status);
  const readRecord = ({ body }: Page) => JSON.parse(body) as RunRecord;

  it('comes by the menu of the stage, as an attachment that nobody keeps', async () => {
    const browser = demo.newBrowser();
    const stage = await runToResult(browser, RUN);
    const links = stage.root.querySelectorAll('.actions__take a');
    expect(links.map((one) => one.querySelector('b')?.textContent)).toEqual(
      expect.arrayContaining(['HAR', 'Markdown', 'JSON']),
    );

    const file = await browser.get(stage.link('For a browser’s developer tools'));

    expect(file.status).toBe(200);
    expect(file.headers.get('content-disposition')).toBe(
      'attachment; filename=authorization-code-run-1.har',
    );
    expect(file.headers.get('cache-control')).toBe('no-store');
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('is a HAR 1.2 by its specification, whatever has run and however it ended', async () => {
    const browser = demo.newBrowser();
    await runToResult(browser, '/authorization-code/authorize?server=sandbox-legacy&pace=through');
    await runToResult(browser, RUN, {
      decision: 'cancel',
    });
    await browser.open('/client-credentials/authorize?server=sandbox-current&pace=through');
    await browser.follow(await sendPassword(browser, 'ada', 'wrong'));
    await decideAtSandbox(browser, '/implicit/authorize');

    const files = [
      await get(browser, 'har'),
      await get(browser, 'har', 'authorization-code', 2),
      await get(browser, 'har', 'client-credentials'),
      await get(browser, 'har', 'resource-owner-password'),
      await get(browser, 'har', 'implicit'),
    ];

    for (const { body } of files) {
      isHar(JSON.parse(body));
      expect(isHar.errors ?? []).toEqual([]);
    }
    expect(files.map(statusesOf)).toEqual([
      [0, 0, 200, 200, 200, 200, 200], // (A), (C): what the browser carried
      [0, 0],
      [200, 200, 200, 200, 200],
      [401],
      [0],
    ]);
  });

  it('as Markdown says what ran, where, and the server’s words, and no body', async () => {
    const browser = demo.newBrowser();
    await browser.follow(await sendPassword(browser, 'ada', 'wrong'));

    const { body, headers } = await get(browser, 'md', 'resource-owner-password');

    expect(headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    expect(body).toContain(
      '# Resource Owner Password Credentials at the sandbox, legacy era: failed',
    );
    expect(body).toMatch(
      /^\| B \| Token request, grant\\_type password<br>`POST .*` \| 401 Unauthorized, \d+ ms \| `\w+: [^`]+` \|$/m,
    );
    await runToResult(browser, RUN);
    expect((await get(browser, 'md')).body).not.toContain('mail.example');
  });

  it('as JSON names its shape and its version, and says what it leaves out', async () => {
    const browser = demo.newBrowser();
    await browser.open(RUN.replace('through', 'step'));

    const record = readRecord(await get(browser, 'json'));

    expect(record).toMatchObject({
      format: 'bitbucket-oauth-grants run',
      version: 1,
      grant: { slug: 'authorization-code', source: 'RFC 6749 §4.1' },
      server: { id: 'sandbox-current', era: 'current' },
      standing: { is: 'waiting', step: 'A' },
      exchanges: [],
    });
    expect(record.notes.join(' ')).toContain('The request of the step A waits, and was not sent.');
  });

  it('of the implicit grant says that the token never came here', async () => {
    const browser = demo.newBrowser();
    await decideAtSandbox(browser, '/implicit/authorize');

    expect((await get(browser, 'md', 'implicit')).body).toContain(
      'The token came in the fragment of the redirection URI and stayed in the browser',
    );
  });

  it('says how many exchanges were dropped, and which', async () => {
    const browser = demo.newBrowser();
    let stage = await runToResult(browser, RUN);
    for (let times = 0; times < 2; times += 1) {
      stage = await browser.follow(await stage.form('Call the API again').submit());
    }

    expect((await get(browser, 'md')).body).toContain('8 earlier exchanges were dropped: API.');
  });

  it('is a run of bitbucket.org as well, with the consumer’s key and never its secret', async () => {
    const browser = demo.newBrowser();
    await browser.follow(await runLive(browser));

    const { body } = await get(browser, 'json');

    expect(JSON.parse(body)).toMatchObject({
      clientId: 'live-consumer-1',
      server: { id: 'bitbucket' },
    });
    expect(body).not.toContain('live+secret');
    expect(body).not.toContain('live-access-token-0123456789');
  });

  it('says on its page how to run it on a server of one’s own, with the seed where it needs one', async () => {
    const browser = demo.newBrowser();
    await browser.follow(await runLive(browser));
    await browser.open('/client-credentials/authorize?server=sandbox-legacy&pace=through');

    const live = await browser.get('/authorization-code/export?run=1');
    const sandbox = await browser.get('/client-credentials/export?run=1');

    expect(live.text).toContain(
      `npm run sandbox -- --era current --callback ${demo.url}/oauth-callback --seed authorization-code-run-1.seed.json`,
    );
    const seed = await browser.get(live.link('authorization-code-run-1.seed.json'));
    expect(seed.headers.get('content-disposition')).toContain('authorization-code-run-1.seed.json');
    expect(JSON.parse(seed.body)).toMatchObject({
      clients: [{ scopes: ['account', 'email', 'repository'] }],
    });
    expect(sandbox.text).toContain(
      `npm run sandbox -- --era legacy --callback ${demo.url}/oauth-callback`,
    );
    expect(sandbox.text).not.toContain('seed');
    const script = await browser.get(sandbox.link('bash script'));
    expect(script.headers.get('content-disposition')).toContain('client-credentials-run-1.sh');
    expect(sandbox.text).toContain('bash client-credentials-run-1.sh');
    const none = await get(browser, 'seed', 'client-credentials');
    expect([none.status, none.text.includes('this run needs no seed')]).toEqual([400, true]);
  });

  it('is nobody else’s, and gone with the run', async () => {
    const browser = demo.newBrowser();
    const stage = await runToResult(browser, RUN);

    expect((await get(demo.newBrowser(), 'json')).status).toBe(404);
    expect((await get(browser, 'json', 'authorization-code', 2)).status).toBe(404);
    await stage.form('Forget all').submit();
    const gone = await get(browser, 'json');
    expect(gone.status).toBe(404);
    expect(gone.text).toContain('what was here has been forgotten');
    expect(gone.headers.get('content-disposition')).toBeNull();
  });

  it('has a plain page for a format that there is not', async () => {
    const browser = demo.newBrowser();
    for (const as of ['exe', '__proto__']) {
      const page = await get(browser, as);
      expect(page.status).toBe(400);
      expect(page.text).toContain('as: a run is exported as one of har,');
    }
  });

  it('starts no session and no run', async () => {
    const browser = demo.newBrowser();
    await get(browser, 'har');
    expect(browser.cookies.size).toBe(0);
    const state = (await beginAt(browser)).get('state') ?? '';
    await comeBack(browser, { error: 'server_error', state });
    expect((await get(browser, 'har')).status).toBe(200);
  });
});
