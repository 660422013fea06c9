/** The stage of a grant as a test walks it: each step, in each of its views. */
import type { Browser, Page } from './browser.ts';

/** Every page that the stage has of a run: each step explained, on the wire and as code. */
export async function readStage(browser: Browser, start: string): Promise<Page[]> {
  const first = await browser.get(start);
  const seen = new Map([[addressOf(first.url), first]]);
  const waiting = hrefsOf(first);
  for (let href = waiting.shift(); href !== undefined; href = waiting.shift()) {
    if (seen.has(href)) continue;
    const page = await browser.get(href);
    seen.set(href, page);
    waiting.push(...hrefsOf(page));
  }
  return [...seen.values()];
}

/** Of the run that the page shows: its steps, and the views of the message. */
function hrefsOf(page: Page): string[] {
  return page.root
    .querySelectorAll(
      '.diagram a.row, .views a, .message a[href*="view=wire"], .message a[href*="language=exchange"]',
    )
    .map((link) => addressOf(new URL(link.getAttribute('href') ?? '', page.url).href));
}

function addressOf(url: string): string {
  return url.replace(/#.*/, '');
}

/** What went over the wire, step by step: `API Current user 401`; `-` where no answer came. */
export async function exchangesOf(browser: Browser, start: string): Promise<string[]> {
  const steps = hrefsOf(await browser.get(start)).map(stepOf);
  const pages = (await readStage(browser, start)).filter(
    ({ url }) => url.includes('view=wire') && !url.includes('exchange='),
  );
  return pages
    .toSorted((a, b) => steps.indexOf(stepOf(a.url)) - steps.indexOf(stepOf(b.url)))
    .flatMap((page) => summarize(page, stepOf(page.url)));
}

function stepOf(url: string): string {
  return new URL(url).searchParams.get('step') ?? '';
}

function summarize(page: Page, step: string): string[] {
  const parts = page.root.querySelectorAll('.message .raw').map((part) => ({
    label: part.querySelector('.raw__title')?.textContent.trim() ?? '',
    text: part.querySelector('.snippet')?.textContent ?? '',
  }));
  return parts.flatMap(({ label }, at) => {
    if (label === 'Answer') return [];
    const next = parts[at + 1];
    const status = next?.label === 'Answer' ? (/^\d+/.exec(next.text)?.[0] ?? '-') : '-';
    return [`${step} ${label} ${status}`];
  });
}
