/** How to run a program on one's own machine: commands for a POSIX shell. No secret is in them. */
import { quoteForShell } from '../wire/curl.ts';
import { isPage } from './program-sources.ts';
import type { Source } from './program-sources.ts';

/** Where a program can run, and what it is to be told of it. */
export interface Target {
  /** Of bitbucket.org, or of a sandbox, without a trailing slash. */
  readonly url: string;
  /** Without `/2.0`. */
  readonly apiUrl: string;
  /** Empty: the reader's to fill in. */
  readonly clientId: string;
  readonly callbackUrl: string;
  readonly scopes: readonly string[];
  /** A person of the sandbox. */
  readonly username?: string;
  /** It is not there yet: the command that starts it. */
  readonly startFirst?: string;
}

export interface Commands {
  /** Ends where the reader pastes a secret: with no line after it. */
  readonly prepare: string;
  readonly run: string;
}

/** @param from Where the file can be fetched: `http://localhost:3000/programs/python/refresh.py`. */
export function showCommands(
  { language, file, text }: Source,
  target: Target,
  from: string,
): Commands {
  if (isPage({ file })) return showPageCommands(target, from);
  const settings: readonly (readonly [string, string])[] = [
    ['BITBUCKET_CONSUMER_KEY', target.clientId],
    ['BITBUCKET_URL', target.url],
    ['BITBUCKET_API_URL', target.apiUrl],
    ['CALLBACK_URL', target.callbackUrl],
    ['BITBUCKET_SCOPES', target.scopes.join(' ')],
    ['BITBUCKET_USERNAME', target.username ?? ''],
    ['BITBUCKET_PASSWORD', ''],
    ['BITBUCKET_CONSUMER_SECRET', ''],
  ];
  const read = settings.filter(([name]) => new RegExp(`\\b${name}\\b`).test(text));
  const known = read.filter(([, value]) => value !== '');
  const toBeFilledIn = read.filter(([, value]) => value === '');
  return {
    prepare: [
      ...(language.install === undefined ? [] : [language.install]),
      `curl -fO ${quoteForShell(from)}`,
      ...[...known, ...toBeFilledIn].map(
        ([name, value]) => `export ${name}=${value && quoteForShell(value)}`,
      ),
    ].join('\n'),
    run: `${language.runWith} ${file}`,
  };
}

/** A page stands at its own callback URL, and what a program takes from the environment is set in its first lines. */
function showPageCommands({ clientId, url, apiUrl, callbackUrl }: Target, from: string): Commands {
  const { hostname, port, pathname } = new URL(callbackUrl);
  const folder = pathname.slice(1);
  const changes = [
    ['your-consumer-key', clientId],
    ['https://bitbucket.org', url],
    ['https://api.bitbucket.org', apiUrl],
  ].map(([before, after]) => `s|'${before}'|'${after}'|`);
  return {
    prepare: [
      `mkdir -p ${folder}`,
      `curl -f -o ${folder}/index.html ${quoteForShell(from)}`,
      `sed -i.bak "${changes.join('; ')}" ${folder}/index.html`,
    ].join('\n'),
    run: `python3 -m http.server ${port} --bind ${hostname}`,
  };
}
