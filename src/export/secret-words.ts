/** What stands in a script where a secret stood: a variable that is filled from an answer, or what was wrong on purpose. */
import type { SecretName, SecretReference } from '../runs/draft.ts';
import { isSecretName } from '../secrets/secret-names.ts';
import type { ExchangeRecord, RunRecord } from './run-record.ts';
import { escape } from './shell-words.ts';

type Reference = Pick<SecretReference, 'secret' | 'is'>;

const VARIABLES: Readonly<Partial<Record<SecretName, string>>> = {
  state: '$STATE',
  'code-challenge': '$CODE_CHALLENGE',
  'code-verifier': '$CODE_VERIFIER',
  code: '$CODE',
  password: '$PASSWORD',
  'access-token': '$ACCESS_TOKEN',
  'refresh-token': '$REFRESH_TOKEN',
};

/** By its name in a form or an address, where the run does not say what it was: it was the right one. */
const BY_FIELD: Readonly<Record<string, SecretName>> = {
  state: 'state',
  code_challenge: 'code-challenge',
  code_verifier: 'code-verifier',
  code: 'code',
  password: 'password',
  access_token: 'access-token',
  refresh_token: 'refresh-token',
};

/**
 * A field or a parameter as it goes out again, inside double quotes: `code=$CODE`.
 *
 * @param record Where the id of the run's client may stand: the sandbox has another.
 */
export function wordOf(
  exchange: ExchangeRecord,
  name: string,
  value: string,
  record?: RunRecord,
): string {
  const isOwnId = name === 'client_id' && value === record?.clientId;
  const word = isOwnId ? '$CLIENT_ID' : secretWord(exchange, name);
  return `${escape(name)}=${word ?? escape(value)}`;
}

/** @returns Nothing where no secret stood there. */
function secretWord({ secrets }: ExchangeRecord, field: string): string | undefined {
  if (field === 'token') return '${REFRESH_TOKEN:-$ACCESS_TOKEN}'; // RFC 7009 §2.1
  const reference = secrets.find((one) => one.field === field) ?? guess(field);
  if (reference) return wordFor(reference);
  return isSecretName(field) ? 'not-the-right-one' : undefined;
}

function guess(field: string): Reference | undefined {
  const secret = BY_FIELD[field];
  return secret && { secret, is: 'right' };
}

function wordFor({ secret, is }: Reference): string {
  if (is === 'used' && secret === 'refresh-token') return '$USED_REFRESH_TOKEN';
  // RFC 7636 §4.1: of the length that a verifier must have.
  if (is === 'invented') return secret.startsWith('code-') ? 'x'.repeat(43) : 'not-the-right-one';
  return VARIABLES[secret] ?? '';
}

/** RFC 6749 §2.3.1, RFC 6750 §2.1: the options of curl that say who asks. */
export function credentials(exchange: ExchangeRecord): string[] {
  const [, value] = exchange.request.headers.find(([name]) => name === 'Authorization') ?? [];
  if (value === undefined) return [];
  const reference = exchange.secrets.find(({ field }) => field === 'Authorization');
  if (value.startsWith('Basic ')) return [`--user ${basicWord(reference)}`];
  return [`--header "Authorization: ${bearerWord(reference)}"`];
}

const CONSUMERS: Readonly<Record<NonNullable<SecretReference['of']>, string>> = {
  'without a callback': '.callbackUrl == ""',
  public: '.isPrivate | not',
  another: '.callbackUrl != "" and .isPrivate',
};

function basicWord(reference: ExchangeRecord['secrets'][number] | undefined): string {
  if (reference?.is === 'invented') return '"$CLIENT_ID:a-wrong-secret"';
  return reference?.of
    ? `"$(another_client '${CONSUMERS[reference.of]}')"`
    : '"$CLIENT_ID:$CLIENT_SECRET"';
}

function bearerWord(reference: ExchangeRecord['secrets'][number] | undefined): string {
  if (reference?.secret === 'client-authentication') return 'Bearer no-token-but-a-mistake';
  if (reference?.is === 'foreign') return 'Bearer a-token-of-the-other-era';
  if (reference?.is === 'invented') return 'Bearer not-the-right-one';
  return reference?.is === 'lower-case' ? 'bearer $ACCESS_TOKEN' : 'Bearer $ACCESS_TOKEN';
}
