/** A request of the back channel as a curl command. Secrets are environment variables: it can be shared. */
import type { NameValue, WireRequest } from './exchange.ts';

/** Form fields whose values are secrets, and the variable that stands for each. */
const VARIABLES: Readonly<Record<string, string>> = {
  code: '$CODE',
  code_verifier: '$CODE_VERIFIER',
  refresh_token: '$REFRESH_TOKEN',
  username: '$BITBUCKET_USERNAME',
  password: '$BITBUCKET_PASSWORD',
};

/** @returns A command for a POSIX shell, one option a line. */
export function toCurl(request: WireRequest): string {
  const lines = [
    `curl --request ${request.method} ${quote(request.url)}`,
    ...request.headers.map(toOption),
    ...(request.form ?? []).map(([name, value]) => {
      const variable = VARIABLES[name];
      return `--data-urlencode ${variable === undefined ? quote(`${name}=${value}`) : `"${name}=${variable}"`}`;
    }),
  ];
  return lines.join(' \\\n  ');
}

function toOption([name, value]: NameValue): string {
  if (name !== 'Authorization') return `--header ${quote(`${name}: ${value}`)}`;
  return value.startsWith('Basic ')
    ? '--user "$BITBUCKET_CONSUMER_KEY:$BITBUCKET_CONSUMER_SECRET"'
    : '--header "Authorization: Bearer $ACCESS_TOKEN"';
}

/** Single quotes keep every character as it is, but for themselves. */
function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
