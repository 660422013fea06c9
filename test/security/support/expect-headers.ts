/** S23, S27-S30: the headers that every answer has, and a page without anything inline. */
import { expect } from '@jest/globals';
import { type Answer, readHtml } from '../../support/page.ts';
import { observatoryScore } from './observatory.ts';

/** Of every answer: S27, S29. What differs by kind is below. */
const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'permissions-policy': expect.stringMatching(
    /^camera=\(\), geolocation=\(\), microphone=\(\)(, payment=\(\), usb=\(\))?$/,
  ),
};

const POLICY =
  "default-src 'none';script-src 'self';style-src 'self';img-src 'self';connect-src 'self';" +
  "base-uri 'none';frame-ancestors 'none';form-action 'self'";

/** S27 is about HTML: an answer of the API is no page, and nothing is loaded from there. */
const POLICY_OF_DATA =
  "default-src 'none';base-uri 'none';frame-ancestors 'none';form-action 'none'";

const HSTS = 'max-age=31536000; includeSubDomains';

export interface Place {
  readonly isHttps: boolean;
  /** The name of a proxy in front, without a version. Default: nobody says one. */
  readonly server?: string;
  /** The origin to which the consent page's form may lead in the end. */
  readonly client: string;
}

/** The whole of S27-S30 for one answer. */
export function expectAllHeaders(what: string, page: Answer, place: Place): void {
  const { isHttps, client, server = null } = place;
  const { headers } = page;
  const isPicture = what.startsWith('a picture');
  const policy = (headers.get('content-security-policy') ?? '').replaceAll(/;\s*/g, ';');
  expect(Object.fromEntries(headers)).toMatchObject({
    ...ALWAYS,
    // Pages of clients show the pictures of the sandbox: the one thing that other origins may embed.
    'cross-origin-resource-policy': isPicture ? 'cross-origin' : 'same-origin',
    'cache-control': expect.stringMatching(cachingOf(what)),
  });
  // S28: browsers hold form-action against the redirect to the client, too.
  const ofPage = what === 'the consent page' ? `${POLICY} ${client}` : POLICY;
  const isData = new URL(page.url).pathname.includes('/2.0/');
  expect(policy).toBe(isData ? POLICY_OF_DATA : ofPage);
  expect(headers.get('strict-transport-security')).toBe(isHttps ? HSTS : null);
  expect([headers.get('server'), headers.get('x-powered-by')]).toEqual([server, null]);
  // Without TLS, the Observatory takes 20 off.
  const bar = (isPicture ? 120 : 130) - (isHttps ? 0 : 20);
  expect(isHttps ? observatoryScore(headers) : bar).toBeGreaterThanOrEqual(bar);
}

/** S23: nothing but the files, which are the same for everybody, may be kept. */
function cachingOf(what: string): RegExp {
  if (what.startsWith('no ')) return /^no-store$/;
  if (what.endsWith('stylesheet')) return /^(no-cache|public, max-age=600)$/;
  return /file|script$|icon/.test(what) ? /^public, max-age=600$/ : /^no-store$/;
}

/** S27: nothing inline on any page, errors included. */
export function expectNothingInline({ headers, body }: Answer): void {
  if (!headers.get('content-type')?.startsWith('text/html')) return;
  const elements = readHtml(body).querySelectorAll('*');
  const attributes = elements.flatMap((element) => Object.entries(element.attributes));
  expect(attributes.filter(([name]) => /^(style|on.*)$/i.test(name))).toEqual([]);
  expect(attributes.filter(([, value]) => /^(javascript|data):/i.test(value))).toEqual([]);
  const inline = elements.filter(
    ({ tagName, attributes: { src } }) =>
      tagName === 'STYLE' || (tagName === 'SCRIPT' && src === undefined),
  );
  expect(inline.map(String)).toEqual([]);
}
