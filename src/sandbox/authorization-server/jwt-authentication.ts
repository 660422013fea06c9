/**
 * The JWT of a Connect app in place of Basic, RFC 7519. Contract §1.2.
 * Assumption: HS256 under the client's secret; `iss` is the client's id, `exp` is required.
 */
import { createHmac } from 'node:crypto';
import type { Request } from 'express';
import { isSameSecret } from '../../secrets/is-same-secret.ts';
import type { Context } from '../context.ts';
import type { Era } from '../eras.ts';
import type { Client } from '../seed/clients.ts';
import { wrongCredentials } from './client-authentication.ts';

const SCHEME = /^JWT +([\w-]+)\.([\w-]+)\.([\w-]+)$/i;
/** RFC 7519 §4.1.4: "no more than a few minutes, to account for clock skew". */
const LEEWAY_SECONDS = 60;

export function sendsJwt(req: Request, { grantTypes }: Era): boolean {
  const isJwt = /^JWT\b/i.test(req.get('authorization') ?? '');
  return isJwt && grantTypes.includes('urn:bitbucket:oauth2:jwt');
}

/** @throws {OAuthError} Malformed, expired, of another algorithm, or not signed by this client. */
export async function authenticateByJwt(req: Request, context: Context): Promise<Client> {
  const { directory, callerOf, timeOf } = context;
  const [, header = '', claims = '', signature = ''] =
    SCHEME.exec(req.get('authorization') ?? '') ?? [];
  const { alg } = readObject(header);
  const { iss, exp, iat } = readObject(claims);
  const client = typeof iss === 'string' ? directory.findClient(iss) : undefined;

  // Only this one: whoever lets the token name its algorithm accepts `none`. RFC 8725 §3.1
  const expected = createHmac('sha256', client?.clientSecret ?? '')
    .update(`${header}.${claims}`)
    .digest('base64url');
  const isSigned = alg === 'HS256' && isSameSecret(signature, expected);
  const now = (await timeOf(callerOf(req).mark)) / 1000;
  const isInTime =
    typeof exp === 'number' &&
    exp > now - LEEWAY_SECONDS &&
    (typeof iat !== 'number' || iat < now + LEEWAY_SECONDS);
  if (client && isSigned && isInTime) return client;
  throw wrongCredentials();
}

function readObject(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
