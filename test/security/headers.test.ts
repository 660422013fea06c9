import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'node-html-parser';
import { grants } from '../../src/grants/index.ts';
import { createSandbox } from '../../src/sandbox/standalone/library.ts';
import { Browser } from '../support/browser.ts';
import { openLiveDemo } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import type { Answer } from '../support/page.ts';
import { answersOfApp } from './support/answers-of-app.ts';
import { answersOfSandbox } from './support/answers-of-sandbox.ts';
import type { SandboxStage } from './support/answers-of-sandbox.ts';
import { observatoryScore } from './support/observatory.ts';
import { openStage } from './support/stage.ts';
import type { Stage } from './support/stage.ts';

/** Of every answer: S27, S29. What differs by kind is below. */
const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'permissions-policy': expect.stringMatching(
    /^camera=\(\), geolocation=\(\), microphone=\(\)(, payment=\(\), usb=\(\))?$/,
  ),
};

const POLICY =
  "default-src 'none';script-src 'self';style-src 'self';img-src 'self';connect-src 'self';" +
  "base-uri 'none';frame-ancestors 'none';form-action 'self'";

const HSTS = 'max-age=31536000; includeSubDomains';

interface Place {
  readonly isHttps: boolean;
  /** The origin to which the consent page's form may lead in the end. */
  readonly client: string;
}

/** The whole of S27-S30 for one answer. */
function expectAllHeaders(what: string, page: Answer, { isHttps, client }: Place): void {
  const { headers } = page;
  const isPicture = what.startsWith('a picture');
  const policy = (headers.get('content-security-policy') ?? '').replaceAll(/;\s*/g, ';');
  expect(Object.fromEntries(headers)).toMatchObject({
    ...ALWAYS,
    // Pages of clients show the pictures of the sandbox: the one thing that other origins may embed.
    'cross-origin-resource-policy': isPicture ? 'cross-origin' : 'same-origin',
    'cache-control': expect.stringMatching(cachingOf(what)),
  });
  // S28: browsers hold form-action against the redirect to the client, too.
  expect(policy).toBe(what === 'the consent page' ? `${POLICY} ${client}` : POLICY);
  expect(headers.get('strict-transport-security')).toBe(isHttps ? HSTS : null);
  for (const name of ['server', 'x-powered-by']) expect(headers.get(name)).toBeNull();
  // Without TLS, the Observatory takes 20 off.
  const bar = (isPicture ? 120 : 130) - (isHttps ? 0 : 20);
  expect(isHttps ? observatoryScore(headers) : bar).toBeGreaterThanOrEqual(bar);
}

/** S23: nothing but the files, which are the same for everybody, may be kept. */
function cachingOf(what: string): RegExp {
  if (what.startsWith('no ')) return /^no-store$/;
  if (what.endsWith('stylesheet')) return /^(no-cache|public, max-age=600)$/;
  return /file|script$|icon/.test(what) ? /^public, max-age=600$/ : /^no-store$/;
}

/** S27: nothing inline on any page, errors included. */
function expectNothingInline({ headers, body }: Answer): void {
  if (!headers.get('content-type')?.startsWith('text/html')) return;
  const elements = parse(body).querySelectorAll('*');
  const attributes = elements.flatMap((element) => Object.entries(element.attributes));
  expect(attributes.filter(([name]) => /^(style|on.*)$/i.test(name))).toEqual([]);
  expect(attributes.filter(([, value]) => /^(javascript|data):/i.test(value))).toEqual([]);
  const inline = elements.filter(
    ({ tagName, attributes: { src } }) =>
      tagName === 'STYLE' || (tagName === 'SCRIPT' && src === undefined),
  );
  expect(inline.map(String)).toEqual([]);
}

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
