/** A person before a real browser, and what we watch over their shoulder: errors, broken rules, strange hosts. */
import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import { chromium } from 'playwright-core';
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  ConsoleMessage,
  Page,
  Request,
} from 'playwright-core';
import type { Browser as Visitor } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';

export type { Browser, Page, Request };

export interface Room {
  readonly demo: TestDemo;
  readonly url: string;
  /** Every request of the test so far, in order. */
  readonly requests: readonly Request[];
  /** A browser of its own: no cookies, no history. */
  newContext(options?: BrowserContextOptions): Promise<BrowserContext>;
  newPage(options?: BrowserContextOptions): Promise<Page>;
}

/** Of one step; on a machine that has other things to do as well. */
const LONGEST_WAIT_MS = 20_000;

/**
 * One demo before one Chromium; each test gets fresh contexts and fails if a
 * page of theirs reported an error, broke the content security policy or asked another host for anything.
 *
 * @param env What the demo is configured with, as in the environment.
 * @param friends Origins that pages may lead to, besides our own.
 * @param expected What the browser may write in its console, since it is what the test is about.
 */
export function openRoom(
  env: Record<string, string> = {},
  friends: readonly string[] = [],
  expected = /^\b$/,
): Room {
  let demo: TestDemo;
  let browser: Promise<Browser> | undefined;
  let contexts: BrowserContext[] = [];
  let requests: Request[] = [];
  let troubles: string[] = [];

  beforeAll(async () => {
    demo = await openDemo(env);
  });
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    const found = troubles;
    [contexts, requests, troubles] = [[], [], []];
    expect(found).toEqual([]);
  });
  afterAll(async () => {
    await (await browser)?.close();
    await demo?.close();
  });

  function watch(context: BrowserContext): void {
    context.on('request', (request) => {
      requests.push(request);
      const { origin } = new URL(request.url());
      if (![demo.url, ...friends].includes(origin)) troubles.push(`asked for ${request.url()}`);
    });
    context.on('console', (message) => {
      if (isTrouble(message) && !expected.test(message.text()))
        troubles.push(`${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (error) => troubles.push(`script: ${error.error().message}`));
  }

  async function newContext(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    browser ??= launchChromium();
    const context = await (await browser).newContext({ baseURL: demo.url, ...options });
    contexts.push(context);
    context.setDefaultTimeout(LONGEST_WAIT_MS);
    watch(context);
    await context.addInitScript(REPORT_VIOLATIONS);
    return context;
  }

  return {
    get demo() {
      return demo;
    },
    get url() {
      return demo.url;
    },
    get requests() {
      return requests;
    },
    newContext,
    newPage: async (options) => (await newContext(options)).newPage(),
  };
}

export function launchChromium(): Promise<Browser> {
  const { CHROMIUM_PATH = '', CHROMIUM_ENV = '{}' } = process.env;
  return chromium.launch({
    executablePath: CHROMIUM_PATH,
    args: ['--no-sandbox', '--disable-gpu'],
    env: { ...process.env, ...(JSON.parse(CHROMIUM_ENV) as Record<string, string>) },
  });
}

/** What breaks the policy without a word in the console is put there. */
const REPORT_VIOLATIONS = `addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
  console.error('violates ' + effectiveDirective + ': ' + blockedURI))`;

/** Chromium also writes there that a page or a call was answered with 4xx or 5xx: such pages are ours. A lost file is not. */
function isTrouble(message: ConsoleMessage): boolean {
  if (message.type() !== 'error' && message.type() !== 'warning') return false;
  const { pathname } = new URL(message.location().url || 'http://nowhere/');
  const isFile = /\.\w+$/.test(pathname);
  return isFile || !message.text().startsWith('Failed to load resource: the server responded');
}

/** The page goes on where a visitor without scripts, who is faster, has come to: it has their cookies. */
export async function goOn(page: Page, room: Room, visitor: Visitor): Promise<void> {
  await page.context().addCookies(
    [...visitor.cookies].map(([name, { value, path }]) => {
      return { name, value, domain: new URL(room.url).hostname, path };
    }),
  );
}
