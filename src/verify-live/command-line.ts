/** The options of `npm run verify-live`, and what is said of them. */
import { readProgramOptions } from '../process/program-options.ts';

export const HELP = `npm run verify-live [-- options]

Tries the statements on live Bitbucket with your own consumer (BITBUCKET_CONSUMER_KEY and
BITBUCKET_CONSUMER_SECRET, in the environment, .env or config.json). It says what it will
send, and asks before it sends anything.

  --yes            does not ask
  --no-browser     leaves out what needs a person at a browser
  --report <file>  where the report goes; default: verify-live-report.md
  --help           prints this

For a try at the sandbox, set BITBUCKET_URL and BITBUCKET_API_URL to where it listens, and give
the id and secret that it prints. The callback URL must be free to listen on: stop the app first.
`;

/** @throws {UsageError} */
export function readArguments(args: readonly string[]) {
  return readProgramOptions('npm run verify-live', args, {
    yes: { type: 'boolean', default: false },
    'no-browser': { type: 'boolean', default: false },
    report: { type: 'string', default: 'verify-live-report.md' },
    help: { type: 'boolean', default: false },
  });
}
