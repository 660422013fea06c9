/** The options of `npm run doctor`, and what is said of them. */
import { readProgramOptions } from '../process/program-options.ts';

export const HELP = `npm run doctor [-- options]

Looks at your set-up, config.json, .env and the environment, and says what is wrong with it in the words of
the pages. Without --live it sends no credentials: one GET to the token endpoint and to the API, where a
consumer is configured, to see whether they answer and what time it is there.

  --live   asks the configured server for a token by client credentials, once, and calls the API with it
  --json   prints JSON
  --help   prints this

Exit code: 0 all is fine, 1 something is wrong, 2 it cannot be told. No secret is printed.
`;

/** @throws {UsageError} */
export function readArguments(args: readonly string[]) {
  return readProgramOptions('npm run doctor', args, {
    live: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  });
}
