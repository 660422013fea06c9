/** The options of a program, as they were typed: what is none of them is said in words. */
import { type ParseArgsConfig, parseArgs } from 'node:util';

/** What was typed, or stands in the environment, cannot be done: in words. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** As `parseArgs` makes them of these options. */
type Values<Options extends Configured> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Options }>
>['values'];

type Configured = NonNullable<ParseArgsConfig['options']>;

/**
 * @param program How it is called: `npm run doctor`. With `--help` it lists its options.
 * @throws {UsageError}
 */
export function readProgramOptions<const Options extends Configured>(
  program: string,
  args: readonly string[],
  options: Options,
): Values<Options> {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${reason.replace(/\.$/, '')}. ${program} -- --help lists the options.`);
  }
}
