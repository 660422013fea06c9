/** S26: no page takes an address to go to. What a parameter holds never becomes the host that a browser is led to. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { sendRaw } from '../support/raw.ts';
import { csrfOf } from '../support/session.ts';

/** Each of them leads a browser elsewhere, where it stands alone behind `Location:`, or behind a slash there. */
const ELSEWHERE = [
  '//elsewhere.example',
  '/elsewhere.example',
  String.raw`/\elsewhere.example`,
  'https:elsewhere.example',
  'javascript:alert(1)',
  String.raw`https://127.0.0.1\@elsewhere.example`,
  '\t//elsewhere.example',
];

/** By which other apps are led away. */
const USUAL = Object.fromEntries(
  ['next', 'return', 'returnTo', 'return_to', 'redirect', 'redirect_uri', 'redirect_url'].map(
    (name) => [name, ''],
  ),
);

type Fields = Readonly<Record<string, string>>;

/** What leads somewhere, with what it takes there. */
const GETS: [string, Fields][] = [
  ['/authorize', { grant: 'client-credentials' }],
  [
    '/client-credentials/authorize',
    { server: 'sandbox-current', pace: 'through', scope: 'account', step: 'B', view: 'wire' },
  ],
  ['/client-credentials/authorize', { pace: 'step', mistake: 'wrong-secret' }],
  ['/authorization-code/authorize', { pace: 'through', person: 'ada' }],
  ['/oauth-callback', { code: 'x', state: 'x', error: '', error_uri: '', iss: '' }],
  ['/authorization-code/oauth-callback', { code: 'x', state: 'x' }],
  ['/back-to-the-run', {}],
];
const POSTS: [string, Fields][] = [
  [
    '/sandbox/clock',
    { era: 'current', turn: '2 hours', grant: 'client-credentials', run: '1', step: 'API' },
  ],
  ['/sandbox/faults', { era: 'current', kind: '500', endpoint: 'api', times: '1' }],
  ['/sandbox/faults/clear', { era: 'current' }],
  ['/client-credentials/send', { run: '1', step: 'API', waiting: 'API', pace: 'through' }],
  ['/client-credentials/break', { run: '1', step: 'A', mistake: 'wrong-secret' }],
  ['/client-credentials/mend', { run: '1' }],
  ['/client-credentials/call', { run: '1', step: 'API' }],
  ['/client-credentials/next-page', { run: '1', list: 'repositories', page: '1' }],
  ['/client-credentials/explore', { run: '1', call: 'user', exchange: 'x2', page: 'next' }],
  ['/client-credentials/reveal', { run: '1', entry: 'access-token', view: 'wire' }],
  ['/rotation', { workers: 'lock', used: 'grace', reuse: 'locks', fifth: 'late' }],
];

describe('An address in the place of what a parameter should be', () => {
  let demo: TestDemo;
  let browser: Browser;
  let csrf = '';
  beforeAll(async () => {
    demo = await openDemo();
    browser = demo.newBrowser();
    const page = await browser.open('/client-credentials/authorize?pace=through');
    csrf = csrfOf(page);
  });
  afterAll(() => demo.close());

  /** One request for each field, with the address in its place; and one with the names that others take. */
  function spoil(fields: Fields, address: string): Fields[] {
    const usual = Object.fromEntries(Object.keys(USUAL).map((name) => [name, address]));
    const spoilt = Object.keys(fields).map((name) => ({ ...fields, [name]: address }));
    return [{ ...fields, ...usual }, ...spoilt];
  }

  function expectHere(location: string | undefined, of: Fields): void {
    const origin = location === undefined ? demo.url : new URL(location, demo.url).origin;
    expect({ of, origin }).toEqual({ of, origin: demo.url });
  }

  it.each(GETS)('S26 leads nowhere else from GET %s', async (path, fields) => {
    for (const address of ELSEWHERE) {
      for (const one of spoil(fields, address)) {
        const query = new URLSearchParams(one).toString();
        expectHere((await browser.get(`${path}?${query}`)).location, one);
      }
    }
  });

  it.each(POSTS)('S26 leads nowhere else from POST %s', async (path, fields) => {
    for (const address of ELSEWHERE) {
      for (const one of spoil(fields, address)) {
        const { status, location } = await browser.post(path, { ...one, _csrf: csrf });
        expectHere(location, one);
        expect(status).not.toBe(403); // it was a form of our own
      }
    }
  });

  it.each([
    '//elsewhere.example',
    '//elsewhere.example/..',
    '//elsewhere.example/implicit/',
    String.raw`/\elsewhere.example/implicit/`,
  ])('S26 leads nowhere else from the path %s', async (path) => {
    const { headers } = await sendRaw(demo.url, { method: 'GET', path });

    expectHere(headers.location, { path });
  });
});
