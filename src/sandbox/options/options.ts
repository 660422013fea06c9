/** The options of a sandbox by itself: the command line, `--help`, the checks and docs/sandbox.md follow from this table. */
import { findControlTokenFault } from '../control/token.ts';
import { BEHAVIOUR } from './behaviour.ts';
import type { CreateSandboxOptions } from './create-sandbox-options.ts';
import type { SandboxOption } from './option.ts';
import {
  address,
  asWholeNumber,
  callback,
  hostNames,
  moment,
  oneOf,
  originOrAuto,
  pem,
  seed,
  username,
  wholeNumberUpTo,
} from './rules.ts';

/** In the order of `--help`. A new option does not compile until it has its row. */
export const OPTIONS = {
  port: {
    flag: 'port',
    takes: '<number>',
    default: 7999,
    defaultInLibrary: 0,
    words: 'where to listen; 0 picks a free port',
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
    words:
      'people, workspaces, repositories and clients of your own, beside the ready-made ones: a file, or what one holds',
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
    words: 'the clock stands still at this moment: ISO 8601, or milliseconds since 1970',
    findFault: moment,
    // Four digits are a year, more are milliseconds.
    read: (text) => (/^\d{5,}$/.test(text) ? Number(text) : text),
  },
  ...BEHAVIOUR,
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
} as const satisfies {
  readonly [Name in keyof CreateSandboxOptions]-?: SandboxOption & {
    default?: CreateSandboxOptions[Name];
  };
};
