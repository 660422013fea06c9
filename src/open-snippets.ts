/** What somebody's own programs are told of this installation: where they can run, and as which client. No secret. */
import path from 'node:path';
import { sandboxIn } from './bitbucket/servers.ts';
import type { Config } from './config/config.ts';
import type { Sandboxes } from './embedded-sandbox.ts';
import { BOTH_ERAS } from './statements/eras.ts';
import type { EraName } from './statements/eras.ts';
import type { Target } from './snippets/commands.ts';
import { openProgramSources } from './snippets/program-sources.ts';
import type { Snippets } from './snippets/snippets.ts';

const FOLDER = path.resolve(import.meta.dirname, '../snippets');

/** Any port would do at the sandbox: this one is seldom taken, as those of apps under development are. */
const PROGRAM_PORT = 8976;

export function openSnippets(config: Config, sandboxes: Sandboxes): Snippets {
  const ofEras = BOTH_ERAS.map(
    (era) => [sandboxIn(era), sandboxTarget(era, config, sandboxes)] as const,
  );
  return {
    programs: openProgramSources(FOLDER),
    targets: new Map([['bitbucket', bitbucketTarget(config)], ...ofEras]),
    origin: config.publicUrl,
  };
}

function bitbucketTarget(config: Config): Target {
  const { bitbucketUrl, bitbucketApiUrl, consumer, isShared, callbackUrl, scopes } = config;
  return {
    url: bitbucketUrl,
    apiUrl: bitbucketApiUrl,
    // Of a hosted demo, it is its owner's: strangers have their own.
    clientId: isShared ? '' : (consumer?.key ?? ''),
    callbackUrl: isShared ? CALLBACK_OF_A_COPY : callbackUrl,
    scopes,
  };
}

/** The callback URL of an app that runs as it came, and so of the sandbox by itself. */
const CALLBACK_OF_A_COPY = 'http://localhost:3000/oauth-callback';

/** The sandbox inside; where strangers share it, one that the reader starts: see `isOnOwnMachine` of the sandbox. */
function sandboxTarget(era: EraName, { scopes }: Config, sandboxes: Sandboxes): Target {
  const { issuer, clients, programClient, people } = sandboxes[era];
  const person = { username: people[0]?.username ?? '' };
  if (!programClient) {
    const url = 'http://127.0.0.1:7999';
    const startFirst = `npm run sandbox${era === 'current' ? '' : ` -- --era ${era}`}`;
    const { clientId = '' } = clients[0] ?? {}; // the same everywhere
    const where = { url, apiUrl: url, callbackUrl: CALLBACK_OF_A_COPY };
    return { ...where, clientId, scopes, ...person, startFirst };
  }
  const callbackUrl = programClient.callbackUrl.replace('127.0.0.1', `127.0.0.1:${PROGRAM_PORT}`);
  const { clientId } = programClient;
  return { url: issuer, apiUrl: issuer, clientId, callbackUrl, scopes, ...person };
}
