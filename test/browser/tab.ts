/** Along a page by Tab, the focus always seen. */
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeFocus } from './inspection.ts';

/** A page that is still coming takes the focus back. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  if (!page.url().endsWith('#stage')) return;
  await page.waitForFunction('document.activeElement?.id === "message-title"');
}

/** @returns How often Tab was pressed. */
export async function tabTo(page: Page, name: string | RegExp): Promise<number> {
  await settle(page);
  for (let presses = 1; presses <= 80; presses += 1) {
    await page.keyboard.press('Tab');
    const focus = await describeFocus(page);
    expect(focus).toEqual({ ...focus, isMarked: true });
    if (typeof name === 'string' ? focus.name === name : name.test(focus.name)) return presses;
  }
  throw new Error(`Tab never comes to “${name}”.`);
}

/** @returns How often Tab was pressed until then. */
export async function press(page: Page, name: string | RegExp): Promise<number> {
  const stops = await tabTo(page, name);
  await page.keyboard.press('Enter');
  return stops;
}
