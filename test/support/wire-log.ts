/** The wire log as a page shows it, one line for each exchange. */
import type { Page } from './browser.ts';

/** @returns Step, title and status of each: `API Current user 401`; `-` where no answer came. */
export function exchangesOf(page: Page): string[] {
  return page.body
    .split('<article class="exchange ')
    .slice(1)
    .map((exchange) => {
      const step = /<span class="visually-hidden">Step <\/span>([^<]*)</.exec(exchange)?.[1];
      const title = /class="exchange__title"[^>]*>([^<]*)</.exec(exchange)?.[1];
      const status = /Answer:\D*(\d{3})/.exec(exchange)?.[1];
      return `${step} ${title} ${status ?? '-'}`;
    });
}
