/** Where the forms of a page may lead. CSP3 §6.4.1: Chromium and WebKit hold the redirects that follow to it, too. */
import type { Response } from 'express';

/** Bitbucket: whoever is not signed in is sent on to Atlassian’s sign-in. */
const SIGNS_IN_AT: ReadonlyMap<string, string> = new Map([
  ['https://bitbucket.org', 'https://*.atlassian.com'],
]);

/** @param url Of another server that the form of this page sends the browser to, or of our own. */
export function allowFormsTo(res: Response, url: string): void {
  const policy = String(res.getHeader('Content-Security-Policy') ?? '');
  const { origin } = new URL(url);
  const origins = [origin, SIGNS_IN_AT.get(origin)].filter((one) => one !== undefined);
  res.setHeader(
    'Content-Security-Policy',
    policy.replace("form-action 'self'", `form-action 'self' ${origins.join(' ')}`),
  );
}
