/** A request that has not been sent. What is secret in it stands there by its name, and is put in when it is sent. */

import type { ClientAuthentication } from '../bitbucket/token-client.ts';

/** Of a run: each is made by us, or comes from the other side. */
export type SecretName =
  | 'client-authentication'
  | 'state'
  | 'code-challenge'
  | 'code'
  | 'code-verifier'
  | 'password'
  | 'access-token'
  | 'refresh-token';

/** `invented`: one of the same length that nobody has issued. */
export type SecretCase = 'right' | 'invented';

export interface SecretReference {
  readonly secret: SecretName;
  readonly is: SecretCase;
}

export type Value = string | SecretReference;

export interface Field {
  readonly name: string;
  /** What the grant has put there. */
  readonly value: Value;
  /** What the visitor has put in its place; `null`: left out. */
  readonly changed?: Value | null;
}

/** Host and path follow from the endpoint, and nobody changes them. */
export interface Draft {
  /** The letter of the RFC's figure, or `API`, `Refresh`. */
  readonly step: string;
  readonly endpoint: 'form' | 'authorization' | 'token' | 'api';
  readonly fields: readonly Field[];
}

export function secret(name: SecretName, is: SecretCase = 'right'): SecretReference {
  return { secret: name, is };
}

/** RFC 6749 §4.3.1: what a person types into a form of the client's. */
export function passwordForm(step: string, username = ''): Draft {
  return {
    step,
    endpoint: 'form',
    fields: toFields({ username, password: secret('password') }),
  };
}

/** RFC 6749 §4.1.1, §4.2.1: the browser carries it. */
export function authorizationRequest(
  step: string,
  parameters: Readonly<Record<string, Value>>,
): Draft {
  return { step, endpoint: 'authorization', fields: toFields(parameters) };
}

/** RFC 6749 §3.2: the client shows who it is, §2.3.1. */
export function tokenRequest(step: string, form: Readonly<Record<string, Value>>): Draft {
  const credentials = { Authorization: secret('client-authentication') };
  return { step, endpoint: 'token', fields: toFields({ ...credentials, ...form }) };
}

/** RFC 6749 §6 */
export function refreshRequest(): Draft {
  return tokenRequest('Refresh', {
    grant_type: 'refresh_token',
    refresh_token: secret('refresh-token'),
  });
}

/** RFC 6750 §2.1: whoever bears the token. */
export function apiRequests(): Draft {
  return {
    step: 'API',
    endpoint: 'api',
    fields: toFields({ Authorization: secret('access-token') }),
  };
}

function toFields(values: Readonly<Record<string, Value>>): Field[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

/** What is sent of a field: its value, or what the visitor has put in its place. */
export function valueOf({ value, changed }: Field): Value | undefined {
  if (changed === null) return undefined;
  return changed ?? value;
}

export function isChanged({ fields }: Draft): boolean {
  return fields.some(({ changed }) => changed !== undefined);
}

/**
 * The values as they are sent, by name. What is left out is not among them.
 *
 * @param find The right value of a secret, of this run.
 */
export function resolve(
  { fields }: Draft,
  find: (name: SecretName) => string | undefined,
): Map<string, string> {
  const resolved = new Map<string, string>();
  for (const field of fields) {
    const value = valueOf(field);
    const text = typeof value === 'object' ? resolveSecret(value, find) : value;
    if (text !== undefined) resolved.set(field.name, text);
  }
  return resolved;
}

function resolveSecret(
  { secret: name, is }: SecretReference,
  find: (name: SecretName) => string | undefined,
): string | undefined {
  const right = find(name);
  return is === 'invented' && right !== undefined ? invent(right) : right;
}

/** As long, and of letters that the other has: what is refused is refused for not being known. */
function invent(right: string): string {
  return right.replaceAll(/[A-Za-z0-9]/g, (one) => (one === 'x' ? 'y' : 'x'));
}

/** How the client shows who it is, as the draft has it. */
export function authenticationOf({ fields }: Draft): ClientAuthentication {
  const field = fields.find(({ name }) => name === 'Authorization');
  const value = field && valueOf(field);
  if (value === undefined) return 'none';
  return typeof value === 'object' && value.is === 'right' ? 'basic' : 'basic with a wrong secret';
}
