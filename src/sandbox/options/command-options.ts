/** The options of the command alone: what it prints. They follow those of `createSandbox` wherever these are listed. */
import type { SandboxOption } from './option.ts';
import { oneOf } from './rules.ts';
import { OPTIONS } from './options.ts';

export const COMMAND_OPTIONS = {
  isJson: {
    flag: 'json',
    sets: true,
    default: false,
    otherwise: 'a line for people',
    words: 'what it prints when it listens is one line of JSON: URLs, era, clients and people',
    findFault: oneOf(true, false),
  },
  isQuiet: {
    flag: 'quiet',
    sets: true,
    default: false,
    otherwise: 'one line',
    words: 'prints nothing when it listens',
    findFault: oneOf(true, false),
  },
} as const satisfies Readonly<Record<string, SandboxOption>>;

/** All that the command takes. */
export const ALL_OPTIONS = Object.entries<SandboxOption>({ ...OPTIONS, ...COMMAND_OPTIONS });
