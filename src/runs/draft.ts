/** A request that has not been sent. What is secret in it stands there by its name, and is put in when it is sent. */
import type { ConsumerName } from '../bitbucket/servers.ts';
import type { Manner } from '../bitbucket/token-client.ts';

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

/** In the place of the right one, and each as good as a mistake. */
export type SecretCase =
  | 'right'
  /** One of the same length that nobody has issued. */
  | 'invented'
  /** One that was traded already: a code, a refresh token. */
  | 'used'
  /** The right one, once it is too old. */
  | 'old'
  /** One that the person has taken back. */
  | 'withdrawn'
  /** An access token of the other era. */
  | 'foreign'
  /** Who asks, with the scheme of a token. */
  | 'bearer'
  /** The access token, with its scheme in small letters. */
  | 'lower-case';

export interface SecretReference {
  readonly secret: SecretName;
  readonly is: SecretCase;
  /** Of the client's credentials: those of another consumer of the sandbox. */
  readonly of?: ConsumerName;
}

export type Value = string | SecretReference;

export interface Field {
  readonly name: string;
  /** What the grant has put there. */
  readonly value: Value;
  /** What the visitor has put in its place; `null`: left out. */
  readonly changed?: Value | null;
  /** A mistake has changed it, or put it there, and how: `wrong on purpose: an extra slash`. */
  readonly onPurpose?: string;
}

/** Host and path follow from the endpoint, and nobody changes them. */
export interface Draft {
  /** The letter of the RFC's figure, or `API`, `Refresh`. */
  readonly step: string;
  readonly endpoint: 'form' | 'authorization' | 'token' | 'api';
  readonly fields: readonly Field[];
  /** The id of the mistake that was made in it on purpose, or is about to happen around it. */
  readonly mistake?: string;
  /** In the place of a form. */
  readonly body?: 'json';
  /** Of the API: this one call, below `/2.0`, in the place of those that the page shows. */
  readonly path?: string;
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

/** A parameter, and what is sent of it. A list of them, since one may come twice. */
export type Parameter = readonly [name: string, value: string];

/**
 * The values as they are sent, in their order. What is left out is not among them.
 *
 * @param find The value of a secret, of this run: that of its case, or the right one.
 */
export function resolve(
  { fields }: Draft,
  find: (reference: SecretReference) => string | undefined,
): Parameter[] {
  return fields.flatMap((field): Parameter[] => {
    const value = valueOf(field);
    const text = typeof value === 'object' ? resolveSecret(value, find) : value;
    return text === undefined ? [] : [[field.name, text]];
  });
}

function resolveSecret(
  reference: SecretReference,
  find: (reference: SecretReference) => string | undefined,
): string | undefined {
  const found = find(reference);
  return reference.is === 'invented' && found !== undefined ? invent(found) : found;
}

/** As long, and of letters that the other has: what is refused is refused for not being known. */
function invent(right: string): string {
  return right.replaceAll(/[A-Za-z0-9]/g, (one) => (one === 'x' ? 'y' : 'x'));
}

/** How a token request goes out, as the draft has it: as whom, and in what body. */
export function mannerOf({ fields, body }: Draft): Manner {
  const value = fields.filter(({ name }) => name === 'Authorization').map(valueOf)[0];
  const common = { ...(body && { body }) };
  if (value === undefined) return { ...common, authentication: 'none' };
  if (typeof value === 'string') throw new Error('Credentials stand in a draft by their names.');
  const { is, of: consumer } = value;
  const authentication = AUTHENTICATIONS[is] ?? 'basic';
  return { ...common, authentication, ...(consumer && { consumer }) };
}

/** RFC 6750 §2.1; RFC 9110 §11.1 has it in any case, and not every server does. */
export function schemeOf({ fields }: Draft): 'Bearer' | 'bearer' {
  const isLowered = fields
    .map(valueOf)
    .some((one) => typeof one === 'object' && one.is === 'lower-case');
  return isLowered ? 'bearer' : 'Bearer';
}

const AUTHENTICATIONS: Readonly<Partial<Record<SecretCase, Manner['authentication']>>> = {
  invented: 'basic with a wrong secret',
  bearer: 'bearer',
};
