/** What holds where an option is not given. */
import type { CreateSandboxOptions } from './create-sandbox-options.ts';
import type { SandboxOption } from './option.ts';
import { OPTIONS } from './options.ts';

type Options = typeof OPTIONS;
type Defaulted = {
  [Name in keyof Options]: Options[Name] extends { default: unknown } ? Name : never;
}[keyof Options];

/** Of the command; where `createSandbox` listens, no port is given. */
export const DEFAULTS = Object.fromEntries(
  Object.entries<SandboxOption>(OPTIONS)
    .filter(([, option]) => option.default !== undefined)
    .map(([name, option]) => [name, option.default]),
) as Required<Pick<CreateSandboxOptions, Defaulted>>;
