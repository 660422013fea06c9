/** What a page is like to look at, to listen to and to load. In-page code is text: the compiler knows of no window here. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** 50 kB of HTML, 60 kB of CSS, 12 kB of script. */
const LARGEST_PAGE_BYTES = 122_000;
const LARGEST_SHIFT = 0.02;

interface Look {
  readonly width: number;
  readonly colorScheme: 'light' | 'dark';
  /** All of them where it is left out. */
  readonly rules?: readonly string[];
}

/** Each width and each scheme with every rule; the two other pairs with the one rule that goes by both. */
const LOOKS: readonly Look[] = [
  { width: 1440, colorScheme: 'light' },
  { width: 1440, colorScheme: 'dark', rules: ['color-contrast'] },
  { width: 360, colorScheme: 'dark' },
  { width: 360, colorScheme: 'light', rules: ['color-contrast'] },
];

/** Everything that is wrong with a page, in light and in dark, on a desk and on a phone. */
export async function findFlaws(
  page: Page,
  largestBytes = LARGEST_PAGE_BYTES,
  looks = LOOKS,
): Promise<string[]> {
  const bytes = await weigh(page);
  const shift = await measureShift(page);
  const flaws = [
    ...(bytes >= largestBytes ? [`weighs ${bytes} bytes`] : []),
    ...(shift >= LARGEST_SHIFT ? [`moves by itself: ${shift}`] : []),
  ];
  await page.evaluate(axe.source);
  for (const look of looks) {
    // One look after the other: they share the page.
    for (const flaw of await lookAt(page, look)) {
      flaws.push(`at ${look.width} px, ${look.colorScheme}: ${flaw}`);
    }
  }
  return flaws;
}

/** What is wrong with it in the one look that shows most: narrow, and dark. */
export function findFlawsAtAGlance(page: Page): Promise<string[]> {
  const looks = LOOKS.filter(({ width, rules }) => width < 1_000 && rules === undefined);
  return findFlaws(page, undefined, looks);
}

async function lookAt(page: Page, { width, colorScheme, rules }: Look): Promise<string[]> {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  const isTooWide = (await pageWidth(page)) > width;
  const options = {
    resultTypes: ['violations'],
    preload: false,
    selectors: false, // what is wrong is shown by its HTML
    ...(rules && { runOnly: { type: 'rule', values: rules } }),
  };
  const { violations } = await page.evaluate<axe.AxeResults>(
    `axe.run(document, ${JSON.stringify(options)})`,
  );
  return [
    ...(isTooWide ? ['scrolls sideways'] : []),
    ...violations.map(({ id, nodes }) => `${id}, ${nodes.length} times: ${nodes[0]?.html}`),
  ];
}

/** In pixels, with what sticks out. */
function pageWidth(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth');
}

/** Bytes of the page and its files, unpacked; calls of its script do not count. */
function weigh(page: Page): Promise<number> {
  return page.evaluate<number>(`performance.getEntries()
    .filter(({ entryType, initiatorType }) => /^(navigation|resource)$/.test(entryType) && initiatorType !== 'fetch')
    .reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0)`);
}

/** How far things moved by themselves since the page was opened: the sum of its layout shifts. */
function measureShift(page: Page): Promise<number> {
  return page.evaluate<number>(`new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (sum += value)))
      .observe({ type: 'layout-shift', buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
  })`);
}

/** What has the focus, by its text, and whether one sees that it has. */
export function describeFocus(page: Page): Promise<{ name: string; isMarked: boolean }> {
  return page.evaluate(`(() => {
    const focused = document.activeElement;
    // Behind the last stop and before the first, the browser itself has it.
    if (focused === document.body) return { name: 'no element', isMarked: true };
    const isMarked = (element) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    };
    return {
      name: (focused.innerText ?? '').trim().replace(/\\s+/g, ' '),
      isMarked: isMarked(focused) || isMarked(focused.closest('label') ?? focused),
    };
  })()`);
}
