/** What holds where an option is not given. */
import { BEHAVIOUR } from './behaviour.ts';
import type { Behaviour } from './create-sandbox-options.ts';
import type { SandboxOption } from './option.ts';
import { OPTIONS } from './options.ts';

type Rows = Readonly<Record<string, SandboxOption>>;

type Defaults<R extends Rows> = {
  [Name in keyof R as R[Name] extends { default: unknown } ? Name : never]: R[Name]['default'];
};

/** Of the command. */
export const DEFAULTS = defaultsOf(OPTIONS);

/** Of `createSandbox`: many may run at once. */
export const LIBRARY_DEFAULTS = { ...DEFAULTS, port: OPTIONS.port.defaultInLibrary };

export const DEFAULT_BEHAVIOUR: Behaviour = defaultsOf(BEHAVIOUR);

function defaultsOf<R extends Rows>(rows: R): Defaults<R> {
  return Object.fromEntries(
    Object.entries(rows)
      .filter(([, option]) => option.default !== undefined)
      .map(([name, option]) => [name, option.default]),
  ) as Defaults<R>;
}
