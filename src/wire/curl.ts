/** A request of the back channel as a curl command. Secrets are environment variables: it can be shared. */
import { isSecretName } from '../secrets/secret-names.ts';
import type { NameValue, WireRequest } from './exchange.ts';

/** Form fields of a person. Any other secret has a variable of its own name: `$CODE_VERIFIER`. */
const OF_A_PERSON = new Map([
  ['username', '$BITBUCKET_USERNAME'],
  ['password', '$BITBUCKET_PASSWORD'],
]);

/** @returns A command for a POSIX shell, one option a line. */
export function toCurl(request: WireRequest): string {
  const lines = [
    `curl --request ${request.method} ${quoteForShell(request.url)}`,
    ...request.headers.map(toOption),
    ...(request.form ?? []).map(([name, value]) => {
      const variable = variableFor(name);
      return `--data-urlencode ${variable === undefined ? quoteForShell(`${name}=${value}`) : `"${name}=${variable}"`}`;
    }),
  ];
  return lines.join(' \\\n  ');
}

function variableFor(field: string): string | undefined {
  return OF_A_PERSON.get(field) ?? (isSecretName(field) ? `$${field.toUpperCase()}` : undefined);
}

function toOption([name, value]: NameValue): string {
  if (name !== 'Authorization') return `--header ${quoteForShell(`${name}: ${value}`)}`;
  return value.startsWith('Basic ')
    ? '--user "$BITBUCKET_CONSUMER_KEY:$BITBUCKET_CONSUMER_SECRET"'
    : '--header "Authorization: Bearer $ACCESS_TOKEN"';
}

/** Single quotes keep every character as it is, but for themselves. */
export function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
