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
    ...(isJson(request) ? [toJsonOption(request)] : (request.form ?? []).map(toFormOption)),
  ];
  return lines.join(' \\\n  ');
}

function isJson({ headers }: WireRequest): boolean {
  return headers.some(([name, value]) => name === 'Content-Type' && value === 'application/json');
}

function toFormOption([name, value]: NameValue): string {
  const variable = variableFor(name);
  return `--data-urlencode ${variable === undefined ? quoteForShell(`${name}=${value}`) : `"${name}=${variable}"`}`;
}

/** A variable stands outside of the single quotes, in quotes of its own. */
function toJsonOption({ form = [] }: WireRequest): string {
  const fields = form.map(([name, value]) => {
    const variable = variableFor(name);
    const key = quoteForShell(JSON.stringify(name)).slice(1, -1);
    if (variable === undefined)
      return `${key}:${quoteForShell(JSON.stringify(value)).slice(1, -1)}`;
    return `${key}:"'"${variable}"'"`;
  });
  return `--data '{${fields.join(',')}}'`;
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
