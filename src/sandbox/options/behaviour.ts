/** The options of which every part of the sandbox knows: what it does where Bitbucket's behaviour varies, or is not established. */
import type { Behaviour } from './create-sandbox-options.ts';
import type { SandboxOption } from './option.ts';
import { asWholeNumber, oneOf, wholeNumberUpTo } from './rules.ts';

const YEAR_SECONDS = 31_536_000;

export const BEHAVIOUR = {
  refreshGraceSeconds: {
    flag: 'refresh-grace',
    takes: '<secs>',
    default: 600,
    words: 'how long a used refresh token is taken again in `current`; 0: refused at once',
    findFault: wholeNumberUpTo(YEAR_SECONDS),
    read: asWholeNumber,
  },
  reuseLocksClientSeconds: {
    flag: 'reuse-lock',
    takes: '<secs>',
    default: 0,
    words:
      'how long a client’s refreshes are refused in `current`, with valid refresh tokens, too, after a used refresh token of it came again where the grace is over',
    findFault: wholeNumberUpTo(YEAR_SECONDS),
    read: asWholeNumber,
  },
  pkce: {
    flag: 'pkce',
    takes: '<verify|strict|ignore>',
    default: 'verify',
    words:
      'whether a `code_challenge` is held against its verifier; `strict` also wants the verifier in the form of RFC 7636',
    findFault: oneOf('verify', 'strict', 'ignore'),
  },
  anonymousReads: {
    flag: 'anonymous',
    takes: '<answer|refuse>',
    default: 'answer',
    words:
      'what calls without a token get that read public repositories, by the API, 60 an hour, and by git',
    findFault: oneOf('answer', 'refuse'),
  },
  removedList: {
    flag: 'removed-list',
    takes: '<410|404>',
    default: 410,
    words:
      'what `/2.0/user/permissions/repositories` answers in `current`: since late August 2026 some accounts get 404',
    findFault: oneOf(410, 404),
    read: asWholeNumber,
  },
  sendIss: {
    flag: 'iss',
    sets: true,
    default: false,
    otherwise: 'none is sent; none was ever recorded',
    words: 'adds `iss` to authorization responses (RFC 9207)',
    findFault: oneOf(true, false),
  },
  rememberConsent: {
    flag: 'ask-every-time',
    sets: false,
    default: true,
    otherwise: 'a consent once given is remembered',
    words: 'asks for a consent again that was given before',
    findFault: oneOf(true, false),
  },
  budget: {
    flag: 'budget',
    sets: true,
    default: false,
    otherwise: 'whoever asks is served, as often as they like',
    words:
      'gives every address a share, as where strangers use it at once: 429 with `Retry-After` for whoever wants more',
    findFault: oneOf(true, false),
  },
} as const satisfies {
  readonly [Name in keyof Behaviour]: SandboxOption & { default: Behaviour[Name] };
};
