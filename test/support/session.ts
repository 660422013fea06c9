/** What a browser holds of our session, and what its forms must hold. */
import type { Browser, Page } from './browser.ts';

export function csrfOf({ root }: Page): string {
  const field = root.querySelector('[name=_csrf], [data-csrf]');
  return field?.getAttribute('data-csrf') ?? field?.getAttribute('value') ?? '';
}

/** A browser with a session, and the token that its forms carry. */
export async function openSession(browser: Browser): Promise<string> {
  return csrfOf(await browser.open('/resource-owner-password/authorize'));
}

export function sessionCookie(browser: Browser, name = 'session'): string {
  return browser.cookies.get(name)?.value ?? '';
}

/** The session id itself, out of the signed cookie. */
export function sessionId(cookie: string): string {
  return decodeURIComponent(cookie).replace(/^s:/, '').split('.')[0] ?? '';
}
