/** What each option of `createSandbox` may be: the command hands its own through here as well. */
import { isLoopbackHost } from '../../http/loopback.ts';
import { findCallbackFault } from '../authorization-server/callback-url.ts';
import { isMoment } from '../clock.ts';
import { findControlTokenFault } from '../control/token.ts';
import type { CreateSandboxOptions } from './create-sandbox-options.ts';

interface Rule {
  readonly fits: (value: unknown) => boolean;
  /** What it may be; or what is wrong with this one. */
  readonly words: string | ((value: unknown) => string);
  /** It is not shown when it is refused. */
  readonly isSecret?: true;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const yesOrNo: Rule = { fits: (value) => typeof value === 'boolean', words: 'true or false' };

function oneOf(...possible: readonly unknown[]): Rule {
  return { fits: (value) => possible.includes(value), words: possible.join(' or ') };
}

function wholeNumber(largest: number): Rule {
  return {
    fits: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= largest,
    words: `a whole number from 0 to ${largest}`,
  };
}

/** A new option does not compile until it has its rule. */
const RULES: Readonly<Record<keyof CreateSandboxOptions, Rule>> = {
  era: oneOf('current', 'legacy'),
  port: wholeNumber(65_535),
  host: { fits: isText, words: 'an address such as 127.0.0.1' },
  publicUrl: { fits: isOrigin, words: 'an http or https URL without a path' },
  seed: {
    fits: (value) => isText(value) || (typeof value === 'object' && value !== null),
    words: 'what a seed file holds, or the path of one',
  },
  approve: { fits: isText, words: 'a username' },
  callback: {
    fits: (value) => typeof value === 'string' && findCallbackFault(value) === undefined,
    words: (value) => findCallbackFault(String(value)) ?? 'must be text',
  },
  frozenAt: {
    fits: (value) => isMoment(readMoment(value)),
    words: 'a moment such as 2026-11-22T12:00:00Z, or milliseconds since 1970, up to the year 9999',
  },
  refreshGraceSeconds: wholeNumber(31_536_000),
  reuseLocksClientSeconds: wholeNumber(31_536_000),
  rememberConsent: yesOrNo,
  budget: yesOrNo,
  sendIss: yesOrNo,
  pkce: oneOf('verify', 'ignore'),
  control: yesOrNo,
  controlToken: {
    fits: (value) => findControlTokenFault(value) === undefined,
    words: (value) => findControlTokenFault(value) ?? '',
    isSecret: true,
  },
};

/**
 * @returns Those that are given: `undefined` is as good as absent.
 * @throws {RangeError} The first that is not like this: its name, what it is, and what it may be. Or
 *   others could drive the sandbox, and nobody asked them who they are.
 */
export function checkOptions(options: CreateSandboxOptions): CreateSandboxOptions {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const rules = new Map(Object.entries(RULES));
  for (const [name, value] of given) {
    const rule = rules.get(name);
    if (!rule) {
      throw new RangeError(
        `There is no option ${name}; there are ${[...rules.keys()].join(', ')}.`,
      );
    }
    if (!rule.fits(value)) {
      const { words } = rule;
      const fault = typeof words === 'string' ? `must be ${words}` : words(value);
      throw new RangeError(
        rule.isSecret ? `${name} ${fault}.` : `${name} is ${show(value)}; it ${fault}.`,
      );
    }
  }
  const checked: CreateSandboxOptions = Object.fromEntries(given);
  if (isOpenToOthers(checked)) {
    throw new RangeError(
      `host is ${show(checked.host)}, where others than this machine reach the control API: ` +
        'give it a controlToken, or take control: false.',
    );
  }
  return checked;
}

/** Can anybody drive the sandbox who reaches it? A `Host` header keeps only browsers out. */
export function isOpenToOthers(options: CreateSandboxOptions): boolean {
  const { host = '127.0.0.1', control = true, controlToken } = options;
  return control && controlToken === undefined && !isLoopbackHost(host);
}

export function readMoment(moment: unknown): number {
  return typeof moment === 'number' ? moment : Date.parse(String(moment));
}

/** Bitbucket's paths stand at the root: so does the sandbox. */
export function isOrigin(value: unknown): boolean {
  if (!isText(value) || !URL.canParse(value)) return false;
  const { href, origin, protocol } = new URL(value);
  return href === `${origin}/` && /^https?:$/.test(protocol);
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? typeof value).slice(0, 100);
}
