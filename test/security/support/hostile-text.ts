/** Text that would be markup, a script or a link if a page took it for one. */
import { expect } from '@jest/globals';
import type { Browser } from '../../support/browser.ts';
import { readStage } from '../../support/stage.ts';

export const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "'><script>alert(1)</script>",
  'javascript:alert(1)',
  '\u2028</script><i>',
  '{{9973*9967}}<%= 9973*9967 %>',
  `${'x'.repeat(1_000)}<img src=x onerror=alert(1)>`,
];

/** Where the whole stage is read for each: all that breaks out of markup at once, what is a link alone, and what is long. */
export const SWEPT = [
  HOSTILE.filter((text) => text !== 'javascript:alert(1)' && text.length < 1_000).join(' '),
  ...HOSTILE.filter((text) => text === 'javascript:alert(1)' || text.length >= 1_000),
];

/** Nothing of it has become an element, an attribute or the target of a link, on any page of the stage. */
export async function expectInert(browser: Browser, slug = 'authorization-code'): Promise<void> {
  const pages = await readStage(browser, `/${slug}`);
  expect(pages.length).toBeGreaterThan(5);
  for (const { root } of pages) {
    root.querySelector('#program')?.remove(); // ours, and its comments are in italics
    const body = root.toString();
    expect(root.querySelectorAll('[onerror], [onload], img, i, script:not([src])')).toEqual([]);
    expect(body).not.toMatch(/(?:href|src|action)="?(?:javascript|data):/i);
    expect(body).not.toMatch(/<img src=x|<svg onload|<script>|<i>|99400891/);
  }
}
