/** A page in any engine, and what a person does there. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Driver } from './webdriver.ts';

export interface Page {
  open(url: string): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  /** Waits for it. @param selector CSS, or XPath where it begins with a slash. @returns A reference. */
  find(selector: string): Promise<string>;
  /** A link, a button or a menu with this text. */
  press(name: string): Promise<void>;
  /** @param selector Of a field. */
  type(selector: string, text: string): Promise<void>;
  /** What an expression comes to in the page. */
  evaluate<Value>(expression: string): Promise<Value>;
}

/** Longer than a driver is waited for, so that there is another try. */
const LONGEST_WAIT_MS = 20_000;

/** Not the driver's own waiting: WebKit's goes on looking in a page that was left for another site. */
async function retry<Value>(attempt: () => Promise<Value>): Promise<Value> {
  const deadline = Date.now() + LONGEST_WAIT_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await wait(50);
    }
  }
}

export function openPage({ send }: Driver): Page {
  async function findNow(selector: string): Promise<string> {
    const using = selector.startsWith('/') ? 'xpath' : 'css selector';
    const reference = await send('find', { using, value: selector }).catch((error: Error) => {
      throw new Error(`${selector}: ${error.message}`, { cause: error });
    });
    return Object.values(reference as Record<string, string>)[0] ?? ''; // its one key is a constant of W3C's
  }
  return {
    open: async (url) => void (await send('navigate', { url })),
    resize: async (width, height) => void (await send('resize', { width, height })),
    find: (selector) => retry(() => findNow(selector)),
    press(name) {
      const text = `normalize-space()="${name}"`;
      const pressable = 'self::a or self::button or self::summary';
      const selector = `//main//*[${pressable}][${text} or descendant::*[${text}]]`;
      return retry(async () => void (await send('click', { id: await findNow(selector) })));
    },
    type: (selector, text) =>
      retry(async () => void (await send('type', { id: await findNow(selector), text }))),
    evaluate: async <Value>(expression: string) =>
      (await send('execute', { script: `return ${expression}`, args: [] })) as Value,
  };
}

/** In the one live region. */
export async function waitForStatus(page: Page, text: string): Promise<void> {
  await page.find(`//*[@role="status"][contains(normalize-space(), "${text}")]`);
}

/** By one click on a person. */
export async function grantAs(page: Page, person: string): Promise<void> {
  await page.press(person);
  await page.press('Grant access');
}

/** The states of the arrows, from A to API: `done done next`. */
export async function statesOf(page: Page): Promise<string> {
  const labels = await page.evaluate<string[]>(
    `[...document.querySelectorAll('.diagram .row')].map((row) => row.getAttribute('aria-label'))`,
  );
  return labels.map((label) => label.split(', ').at(-1)).join(' ');
}
