/** The command line of the sandbox: what it takes, and what it says about itself. */
import { parseArgs } from 'node:util';
import { findCallbackFault } from '../authorization-server/callback-url.ts';
import { isOpenToOthers, isOrigin } from './check-options.ts';
import { findControlTokenFault } from '../control/token.ts';
import type { EraName } from '../eras.ts';

export interface CommandOptions {
  port: number;
  host: string;
  era: EraName;
  seed?: string;
  approve?: string;
  callback: string;
  publicUrl?: string;
  refreshGraceSeconds: number;
  reuseLocksClientSeconds: number;
  pkce: 'verify' | 'ignore';
  sendIss: boolean;
  rememberConsent: boolean;
  budget: boolean;
  control: boolean;
  controlToken?: string;
  isQuiet: boolean;
  isHelp: boolean;
}

/** What stands on the command line cannot be done: one sentence says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const HELP = `bitbucket-sandbox: a strict Bitbucket Cloud on localhost, for OAuth 2.0 clients

Usage: bitbucket-sandbox [options]        (in the repository: npm run sandbox -- [options])

  --port <number>          where to listen; 0 picks a free port           (7999)
  --host <address>         the address to listen on                       (127.0.0.1)
  --era <current|legacy>   Bitbucket since May 2026, or until then        (current)
  --seed <file.json>       people, workspaces, repositories and clients of your own
  --approve <username>     every consent is granted at once by this person, without a page
  --callback <URL>         the callback URL of the ready-made client
                           (http://localhost:3000/oauth-callback)
  --public-url <URL>       where clients reach the sandbox, if not where it listens
  --refresh-grace <secs>   how long a used refresh token is taken again   (600)
  --reuse-lock <secs>      how long a client is refused altogether after a used
                           refresh token of it came again, the grace over (0)
  --pkce <verify|ignore>   whether a code_challenge is held against its verifier
                           (verify)
  --iss                    adds iss to authorization responses (RFC 9207)
  --ask-every-time         asks for a consent again that was given before
  --budget                 gives every caller a share, as where strangers use it at
                           once: 429 with Retry-After for whoever wants more
  --control-token <text>   what Authorization: Bearer must say to the control API; needed
                           with a --host that others reach (SANDBOX_CONTROL_TOKEN)
  --no-control             leaves the control API out
  --quiet                  prints nothing when it listens
  --help                   prints this

It serves Bitbucket's own paths: point your client's host at it and change nothing else.
  /site/oauth2/authorize   /site/oauth2/access_token   /2.0/…   /api/2.0/…
  /{workspace}/{repository}.git, for git ls-remote with a token
Tests drive it over HTTP, without a browser: GET /_sandbox/openapi.json describes how.
SANDBOX_CONTROL_TOKEN in the environment is --control-token, and no list of processes shows it.
Exit codes: 0 stopped by a signal, 1 cannot listen, 2 wrong options or a faulty seed.
`;

const OPTIONS = {
  port: { type: 'string', default: '7999' },
  host: { type: 'string', default: '127.0.0.1' },
  era: { type: 'string', default: 'current' },
  seed: { type: 'string' },
  approve: { type: 'string' },
  callback: { type: 'string', default: 'http://localhost:3000/oauth-callback' },
  'public-url': { type: 'string' },
  'refresh-grace': { type: 'string', default: '600' },
  'reuse-lock': { type: 'string', default: '0' },
  pkce: { type: 'string', default: 'verify' },
  iss: { type: 'boolean', default: false },
  budget: { type: 'boolean', default: false },
  'ask-every-time': { type: 'boolean', default: false },
  'control-token': { type: 'string' },
  'no-control': { type: 'boolean', default: false },
  quiet: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false, short: 'h' },
} as const;

/** @throws {UsageError} With the option and what it may be. */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv = {}): CommandOptions {
  const values = parse(args);
  const { host, era, seed, approve, pkce, quiet: isQuiet, help: isHelp } = values;
  if (era !== 'current' && era !== 'legacy') refuse('--era', era, 'current or legacy');
  if (pkce !== 'verify' && pkce !== 'ignore') refuse('--pkce', pkce, 'verify or ignore');
  if (host === '') refuse('--host', host, 'an address such as 127.0.0.1');
  const publicUrl = values['public-url'];
  const control = !values['no-control'];
  const access = { control, ...readControlToken(values['control-token'], env) };
  if (isOpenToOthers({ host, ...access })) {
    throw new UsageError(
      `--host is "${host.slice(0, 100)}", where others than this machine could drive the sandbox: ` +
        'give it a --control-token (or SANDBOX_CONTROL_TOKEN), or take --no-control',
    );
  }
  return {
    port: readNumber('--port', values.port, 65_535),
    host,
    era,
    callback: readCallback(values.callback),
    refreshGraceSeconds: readNumber('--refresh-grace', values['refresh-grace'], 31_536_000),
    reuseLocksClientSeconds: readNumber('--reuse-lock', values['reuse-lock'], 31_536_000),
    pkce,
    sendIss: values.iss,
    rememberConsent: !values['ask-every-time'],
    budget: values.budget,
    ...access,
    isQuiet,
    isHelp,
    ...(seed === undefined ? {} : { seed }),
    ...(approve === undefined ? {} : { approve }),
    ...(publicUrl === undefined ? {} : { publicUrl: readOrigin(publicUrl) }),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values;
  } catch (error) {
    const [sentence = ''] = (error instanceof Error ? error.message : '').split(/\.\s|\n/);
    throw new UsageError(sentence);
  }
}

function readNumber(option: string, text: string, largest: number): number {
  if (/^\d{1,9}$/.test(text) && Number(text) <= largest) return Number(text);
  return refuse(option, text, `a whole number from 0 to ${largest}`);
}

function readCallback(text: string): string {
  const fault = findCallbackFault(text);
  if (fault === undefined) return text;
  throw new UsageError(`--callback is "${text.slice(0, 100)}"; it ${fault}`);
}

/** Its name is told when it is refused, and not what it says. */
function readControlToken(
  option: string | undefined,
  { SANDBOX_CONTROL_TOKEN: variable = '' }: NodeJS.ProcessEnv,
): { controlToken?: string } {
  const controlToken = option ?? variable;
  if (option === undefined && variable === '') return {};
  const fault = findControlTokenFault(controlToken);
  if (fault === undefined) return { controlToken };
  throw new UsageError(
    `${option === undefined ? 'SANDBOX_CONTROL_TOKEN' : '--control-token'} ${fault}`,
  );
}

function readOrigin(text: string): string {
  if (isOrigin(text)) return new URL(text).origin;
  return refuse('--public-url', text, 'an http or https URL without a path');
}

function refuse(option: string, value: string, words: string): never {
  throw new UsageError(`${option} is "${value.slice(0, 100)}"; it must be ${words}`);
}
