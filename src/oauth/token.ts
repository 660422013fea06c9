/** Access token response, RFC 6749 §5.1, and its errors, §5.2. */
import { InvalidResponseError, TokenError } from '../errors/errors.ts';

export interface Token {
  readonly accessToken: string;
  readonly tokenType: string;
  /** Absent where the server does not say. */
  readonly expiresInSeconds?: number;
  /** Empty where the server does not say. */
  readonly scopes: readonly string[];
  readonly refreshToken?: string;
}

/**
 * @param body The parsed JSON of a 200 answer.
 * @throws {InvalidResponseError} Not a token response: nothing may be taken as a sign-in.
 */
export function parseToken(body: unknown): Token {
  const fields = requireObject(body);
  const accessToken = fields['access_token'];
  const tokenType = fields['token_type'];
  requireBounds(fields);
  if (typeof accessToken !== 'string' || accessToken === '') {
    throw new InvalidResponseError('The token endpoint answered 200 without an access_token.');
  }
  // RFC 6749 §7.1: a client must not use a token whose type it does not understand; §5.1: case insensitive.
  if (typeof tokenType !== 'string' || tokenType.toLowerCase() !== 'bearer') {
    throw new InvalidResponseError(
      'The token endpoint answered with a token that is not a bearer token.',
    );
  }
  const expiresInSeconds = parseLifetime(fields['expires_in']);
  const refreshToken = fields['refresh_token'];
  return {
    accessToken,
    tokenType,
    scopes: parseScopes(fields),
    ...(expiresInSeconds !== undefined && { expiresInSeconds }),
    ...(typeof refreshToken === 'string' && refreshToken !== '' && { refreshToken }),
  };
}

/** What would be tokens in an answer, whether or not it is good as a whole. */
export function findTokens(body: unknown): string[] {
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body)
    .filter(([name]) => name === 'access_token' || name === 'refresh_token')
    .flatMap(([, value]) => (typeof value === 'string' && value !== '' ? [value] : []));
}

/**
 * @param body The parsed JSON of an answer that is not 200.
 * @param grantType Of the request that it answers.
 * @returns The server's refusal. RFC 6749 §5.2.
 * @throws {InvalidResponseError} Not an error response either.
 */
export function parseTokenError(status: number, body: unknown, grantType?: string): TokenError {
  const fields = requireObject(body);
  const code = fields['error'];
  const description = fields['error_description'];
  if (typeof code !== 'string' || code === '') {
    throw new InvalidResponseError(`The token endpoint answered ${status} without an error code.`);
  }
  const words = typeof description === 'string' ? description.slice(0, LONGEST_WORDS) : undefined;
  return new TokenError(code.slice(0, LONGEST_WORDS), words, status, grantType);
}

// Bitbucket: `scopes` until spring 2026 (CHANGE-3052), `scope` as in RFC 6749 §5.1 since.
function parseScopes(fields: Record<string, unknown>): string[] {
  const scope = fields['scope'] ?? fields['scopes'];
  return typeof scope === 'string' ? scope.split(' ').filter((one) => one !== '') : [];
}

/** Bitbucket: 2,500 characters. No common server takes a header of more than these. */
const LONGEST_TOKEN = 8 * 1024;
const LONGEST_SCOPE = 2_000;
/** Of an error: they are shown and kept. */
const LONGEST_WORDS = 500;

const LONGEST: ReadonlyMap<string, number> = new Map([
  ['access_token', LONGEST_TOKEN],
  ['refresh_token', LONGEST_TOKEN],
  ['scope', LONGEST_SCOPE],
  ['scopes', LONGEST_SCOPE],
]);

/** What is kept for an hour and sent with every call has a bound. */
function requireBounds(fields: Record<string, unknown>): void {
  for (const [name, longest] of LONGEST) {
    const value = fields[name];
    const length = typeof value === 'string' ? value.length : 0;
    if (length > longest) {
      throw new InvalidResponseError(
        `The token endpoint answered with a ${name} of ${length} characters. This app takes no more than ${longest}.`,
      );
    }
  }
}

const LONGEST_LIFE_SECONDS = 365 * 24 * 3600;

function parseLifetime(value: unknown): number | undefined {
  const seconds = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof seconds !== 'number' || !(seconds >= 0)) return undefined;
  return Math.min(seconds, LONGEST_LIFE_SECONDS);
}

function requireObject(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new InvalidResponseError(
      'The token endpoint answered with something that is no JSON object.',
    );
  }
  return body as Record<string, unknown>;
}
