/** Who calls the token endpoint? RFC 6749 §2.3.1. Contract §1.2. */
import type { Request } from 'express';
import { isSameSecret } from '../../secrets/is-same-secret.ts';
import type { Directory } from '../directory.ts';
import { OAuthError } from '../errors.ts';
import type { Parameters } from '../http/parameters.ts';
import type { Client } from '../seed/clients.ts';

interface Credentials {
  clientId: string;
  clientSecret: string;
}

/** As they stand in the form, or do not. */
type Fields = Readonly<Record<keyof Credentials, string | undefined>>;

/**
 * HTTP Basic or form fields; Bitbucket: both at once are fine too, if they say the same.
 *
 * @throws {OAuthError} None sent, or wrong ones. Bitbucket: 400, where RFC 6749 §5.2 says 401.
 */
export function authenticateClient(req: Request, form: Parameters, directory: Directory): Client {
  const basic = readBasic(req.get('authorization') ?? '');
  const fields = { clientId: form.get('client_id'), clientSecret: form.get('client_secret') };
  const attempts = basic.length > 0 ? basic : isComplete(fields) ? [fields] : [];
  if (attempts.length === 0) throw credentialsMissing();

  const client = firstOf(attempts, (attempt) => verify(attempt, directory));
  if (!client || contradicts(fields, client)) throw wrongCredentials();
  return client;
}

/** By now the caller has proved that it knows the secret: a plain comparison tells it nothing. */
function contradicts({ clientId, clientSecret }: Fields, client: Client): boolean {
  return (
    (clientId ?? client.clientId) !== client.clientId ||
    (clientSecret ?? client.clientSecret) !== client.clientSecret
  );
}

export function credentialsMissing(): OAuthError {
  return new OAuthError(
    'invalid_request',
    'Client credentials missing; this request needs to be authenticated with the OAuth client id and secret',
  );
}

export function wrongCredentials(): OAuthError {
  return new OAuthError('unauthorized_client', 'Invalid OAuth client credentials');
}

/** An unknown client is compared as well: answer and time are those of a wrong secret. */
function verify({ clientId, clientSecret }: Credentials, directory: Directory): Client | undefined {
  const client = directory.findClient(clientId);
  return isSameSecret(clientSecret, client?.clientSecret ?? '') ? client : undefined;
}

function isComplete(fields: Fields): fields is Credentials {
  return fields.clientId !== undefined && fields.clientSecret !== undefined;
}

/** As sent, and form-decoded: RFC 6749 §2.3.1 asks for encoding, half of the clients forget. */
export function readBasic(header: string): Credentials[] {
  const [, encoded] = /^Basic +(.+)$/i.exec(header) ?? [];
  if (encoded === undefined) return [];
  const text = Buffer.from(encoded, 'base64').toString();
  const colon = text.indexOf(':');
  const [clientId, clientSecret] = [text.slice(0, Math.max(colon, 0)), text.slice(colon + 1)];
  const asSent = { clientId, clientSecret };
  if (!/[%+]/.test(text)) return [asSent];
  return [asSent, { clientId: formDecode(clientId), clientSecret: formDecode(clientSecret) }];
}

function firstOf<T, R>(values: readonly T[], find: (value: T) => R | undefined): R | undefined {
  for (const value of values) {
    const found = find(value);
    if (found !== undefined) return found;
  }
  return undefined;
}

function formDecode(text: string): string {
  return new URLSearchParams(`v=${text.replaceAll('&', '%26')}`).get('v') ?? '';
}
