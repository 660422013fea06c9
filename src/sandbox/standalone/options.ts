/** The options of a sandbox by itself: the command line, `--help`, the checks and docs/sandbox.md follow from this table. */
import type { CreateSandboxOptions } from './create-sandbox-options.ts';
import { findControlTokenFault } from '../control/token.ts';
import type { SandboxOption } from './option.ts';
import {
  address,
  callback,
  hostNames,
  moment,
  oneOf,
  originOrAuto,
  pem,
  seed,
  username,
  wholeNumberUpTo,
} from './option-rules.ts';

type OptionName = keyof CreateSandboxOptions;

const YEAR_SECONDS = 31_536_000;

function asWholeNumber(text: string): number | string {
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}

/** In the order of `--help`. A new option does not compile until it has its row. */
export const OPTIONS = {
  port: {
    flag: 'port',
    takes: '<number>',
    default: 7999,
    words: 'where to listen; 0 picks a free port, and is the default of `createSandbox`',
    findFault: wholeNumberUpTo(65_535),
    read: asWholeNumber,
  },
  host: {
    flag: 'host',
    takes: '<address>',
    default: '127.0.0.1',
    words: 'the address to listen on',
    findFault: address,
  },
  era: {
    flag: 'era',
    takes: '<current|legacy>',
    default: 'current',
    words: 'Bitbucket since May 2026, or until then',
    findFault: oneOf('current', 'legacy'),
  },
  seed: {
    flag: 'seed',
    takes: '<file.json>',
    otherwise: 'the ready-made ones',
    words: 'people, workspaces, repositories and clients of your own, beside the ready-made ones',
    findFault: seed,
  },
  approve: {
    flag: 'approve',
    takes: '<username>',
    otherwise: 'people are asked',
    words: 'every consent is granted at once by this person, without a page',
    findFault: username,
  },
  callback: {
    flag: 'callback',
    takes: '<URL>',
    default: 'http://localhost:3000/oauth-callback',
    words: 'the callback URL of the ready-made client',
    findFault: callback,
  },
  publicUrl: {
    flag: 'public-url',
    takes: '<URL|auto>',
    otherwise: 'the address it listens on',
    words:
      'where clients reach the sandbox, such as `http://sandbox:7999` in Compose; `auto`: by whichever name they call it, one of this machine or of `--hosts`, through a mapped port, too',
    findFault: originOrAuto,
  },
  hosts: {
    flag: 'hosts',
    takes: '<name,name>',
    otherwise: 'those of this machine alone',
    words: 'with `--public-url auto`: the names by which it may be called; by any other it is 421',
    findFault: hostNames,
    read: (text) => text.split(',').map((name) => name.trim()),
  },
  cert: {
    flag: 'cert',
    takes: '<file.pem>',
    otherwise: 'it speaks http',
    words: 'the certificate, to speak https; PEM itself will do as well',
    findFault: pem,
  },
  key: {
    flag: 'key',
    takes: '<file.pem>',
    otherwise: 'it speaks http',
    words: 'the key of the certificate',
    findFault: pem,
    isSecret: true,
  },
  frozenAt: {
    flag: 'frozen-at',
    takes: '<moment>',
    otherwise: 'the clock runs',
    words: 'the clock stands still at this moment',
    findFault: moment,
    // Four digits are a year, more are milliseconds.
    read: (text) => (/^\d{5,}$/.test(text) ? Number(text) : text),
  },
  refreshGraceSeconds: {
    flag: 'refresh-grace',
    takes: '<secs>',
    default: 600,
    words: 'how long a used refresh token is taken again; 0: refused at once',
    findFault: wholeNumberUpTo(YEAR_SECONDS),
    read: asWholeNumber,
  },
  reuseLocksClientSeconds: {
    flag: 'reuse-lock',
    takes: '<secs>',
    default: 0,
    words:
      'how long a client’s refreshes are refused, with valid refresh tokens, too, after a used refresh token of it came again where the grace is over',
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
  controlToken: {
    flag: 'control-token',
    takes: '<text>',
    otherwise: 'none is asked for',
    words:
      'what `Authorization: Bearer …` must say to the control API; needed with a `--host` that others reach',
    findFault: findControlTokenFault,
    isSecret: true,
  },
  control: {
    flag: 'no-control',
    sets: false,
    default: true,
    otherwise: 'it answers',
    words: 'leaves the control API out: nothing answers at `/_sandbox/…` but the pages',
    findFault: oneOf(true, false),
  },
} as const satisfies Readonly<Record<OptionName, SandboxOption>>;
