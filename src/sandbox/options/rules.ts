/** What the value of an option may be: each rule says what is wrong with one, or nothing. */
import { isIPv6 } from 'node:net';
import { findCallbackFault } from '../authorization-server/callback-url.ts';
import { isMoment } from '../clock.ts';

export type Rule = (value: unknown) => string | undefined;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

function mustBe(words: string, fits: (value: unknown) => boolean): Rule {
  return (value) => (fits(value) ? undefined : `must be ${words}`);
}

export function oneOf(...possible: readonly unknown[]): Rule {
  return mustBe(possible.join(' or '), (value) => possible.includes(value));
}

export function wholeNumberUpTo(largest: number): Rule {
  return mustBe(
    `a whole number from 0 to ${largest}`,
    (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= largest,
  );
}

export const address = mustBe(
  'an address such as 127.0.0.1 or ::1, without brackets and without a port',
  (value) => isText(value) && (isIPv6(value) || /^[a-z\d._-]+$/i.test(value)),
);

export const username = mustBe('a username', isText);

export const seed = mustBe(
  'what a seed file holds, or the path of one',
  (value) => isText(value) || (typeof value === 'object' && value !== null),
);

export const moment = mustBe(
  'a moment such as 2026-11-22T12:00:00Z, or milliseconds since 1970, up to the year 9999',
  (value) => isMoment(readMoment(value)),
);

/** Bitbucket's paths stand at the root: so does the sandbox. */
export const originOrAuto = mustBe('an http or https URL without a path, or auto', (value) => {
  if (value === 'auto') return true;
  if (!isText(value) || !URL.canParse(value)) return false;
  const url = new URL(value);
  return url.href === `${url.origin}/` && /^https?:$/.test(url.protocol);
});

export const hostNames = mustBe(
  'names of hosts, such as docker or sandbox.test, without a port',
  (value) => Array.isArray(value) && value.every((one) => isText(one) && isHostName(one)),
);

/** Or an address; one of IPv6 in its brackets, as a URL has it. */
const HOST_NAME = /^(?:[a-z\d](?:[a-z\d._-]*[a-z\d])?|\[[a-f\d:.]+\])$/i;

function isHostName(text: string): boolean {
  return HOST_NAME.test(text) && URL.canParse(`http://${text}`);
}

export const pem = mustBe('the path of a PEM file, or what one holds', isText);

export const callback: Rule = (value) =>
  typeof value === 'string' ? findCallbackFault(value) : 'must be text';

/** @returns The text, where it is none. */
export function asWholeNumber(text: string): number | string {
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}

/** @returns Milliseconds since 1970; NaN where it is none. */
export function readMoment(value: unknown): number {
  return typeof value === 'number' ? value : Date.parse(String(value));
}
