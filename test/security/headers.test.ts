import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { grants } from '../../src/grants/index.ts';
import { createSandbox } from '../../src/sandbox/standalone/library.ts';
import { Browser } from '../support/browser.ts';
import { openLiveDemo } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import type { Answer } from '../support/page.ts';
import { answersOfApp } from './support/answers-of-app.ts';
import { answersOfSandbox } from './support/answers-of-sandbox.ts';
import type { SandboxStage } from './support/answers-of-sandbox.ts';
import { expectAllHeaders, expectNothingInline } from './support/expect-headers.ts';
import { openStage } from './support/stage.ts';
import type { Stage } from './support/stage.ts';

describe.each([false, true])('Headers of the app (hosted: %s)', (isHosted) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(isHosted);
  });
  afterAll(() => stage.close());

  it.each(answersOfApp)('S30 %s (%i) has every header of S27-S29', async (what, status, ask) => {
    const page = await ask(stage);

    expect(page.status).toBe(status);
    expectAllHeaders(what, page, { isHttps: isHosted, client: stage.publicUrl });
    expectNothingInline(page);
  });

  it.each(answersOfSandbox)(
    'S30 %s (%i) of the sandbox inside has every header of S27-S29',
    async (what, status, ask) => {
      const { clientId, clientSecret } = stage.demo.sandboxes.current.clients[0] ?? {};
      const page = await ask({
        base: `${stage.publicUrl}/sandbox/current`,
        credentials: `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
        newBrowser: () => stage.newBrowser(),
      });

      expect(page.status).toBe(status);
      expectAllHeaders(what, page, { isHttps: isHosted, client: stage.publicUrl });
      expectNothingInline(page);
    },
  );

  it('S28 every run starts with a link, so that form-action binds no redirect of it (fact 5)', async () => {
    for (const { slug } of grants) {
      const { root } = await stage.newBrowser().get(`/${slug}`);

      expect(root.querySelectorAll(`a[href^="/${slug}/authorize?"]`).length).toBeGreaterThan(1);
      expect(root.querySelectorAll('form[action*="/authorize"]')).toEqual([]);
    }
  });

  it('S30 too many runs of one visitor (429) have every header, and a Retry-After, where it is hosted', async () => {
    const browser = stage.newBrowser();
    let page = await browser.get('/client-credentials/authorize?pace=step');
    for (let runs = 1; runs <= 61; runs += 1) {
      page = await browser.get('/client-credentials/authorize?pace=step');
    }

    expect(page.status).toBe(isHosted ? 429 : 303);
    expect(page.headers.get('retry-after') ?? '').toMatch(isHosted ? /^3[56]\d\d$/ : /^$/);
    expectAllHeaders('a page', page, { isHttps: isHosted, client: stage.publicUrl });
  });
});

describe('S28 the form of a request that the browser carries', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo();
  });
  afterAll(() => demo.close());

  const formActionOf = ({ headers }: Answer) =>
    /form-action ([^;]*)/.exec(headers.get('content-security-policy') ?? '')?.[1];

  it('S28 may lead to the server that it is for, and to no other; afterwards, to none', async () => {
    const browser = demo.newBrowser();
    const start = '/authorization-code/authorize?pace=step&server=';

    const waits = await browser.open(`${start}bitbucket`);
    const others = await browser.get('/implicit');
    await waits.form('Send A').submit();
    const afterwards = await browser.get('/authorization-code');
    const atSandbox = await browser.open(`${start}sandbox-current`);

    expect(formActionOf(waits)).toBe(`'self' ${demo.bitbucket.url}`);
    for (const page of [others, afterwards, atSandbox]) expect(formActionOf(page)).toBe("'self'");
  });
});

describe('Headers of the sandbox by itself', () => {
  let sandbox: Awaited<ReturnType<typeof createSandbox>>;
  let stage: SandboxStage;
  beforeAll(async () => {
    sandbox = await createSandbox({ rememberConsent: false });
    const [{ clientId, clientSecret }] = sandbox.clients;
    stage = {
      base: sandbox.baseUrl,
      credentials: `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
      newBrowser: () => new Browser(sandbox.baseUrl),
    };
  });
  afterAll(() => sandbox.close());

  it.each(answersOfSandbox)(
    'S30 %s (%i) has every header of S27-S29',
    async (what, status, ask) => {
      const page = await ask(stage);

      expect(page.status).toBe(status);
      const client = new URL(sandbox.clients[0].callbackUrl ?? sandbox.baseUrl).origin;
      expectAllHeaders(what, page, { isHttps: false, client });
      expectNothingInline(page);
    },
  );
});
