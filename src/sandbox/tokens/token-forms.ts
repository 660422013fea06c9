/** What tokens look like in each era. Contract §1.3. To a client they are opaque: RFC 6749 §1.4. */
import type { Era } from '../eras.ts';
import { pooledRandomBytes, toAlphanumeric } from '../secrets.ts';

/** 64 random bytes, or 64 derived ones. */
export function createAccessToken(era: Era, bytes: Buffer = pooledRandomBytes(64)): string {
  return era.accessTokenForm === 'opaque' ? toOpaqueToken(bytes) : toJwtLookingToken(bytes);
}

export function createRefreshToken(era: Era): string {
  const bytes = pooledRandomBytes(64);
  return era.refreshTokenForm === 'short' ? toAlphanumeric(bytes, 18) : toJwtLookingToken(bytes);
}

/** 62 bytes make 83 characters and one `=`: a client that does not escape it will notice. */
function toOpaqueToken(bytes: Buffer): string {
  return `${bytes.subarray(0, 62).toString('base64url')}=`;
}

/** The claims of Bitbucket's own tokens are not known, and no client should read them. */
const LOOKS = [
  { alg: 'RS256', typ: 'JWT' },
  {
    note: 'This token of the sandbox is opaque: whoever reads it learns nothing.',
    filler: 'as long as the tokens of Bitbucket since 2026; '.repeat(37),
  },
]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .join('.');

/** The random part comes last: a token that was cut to fit a column or a cookie is invalid. */
function toJwtLookingToken(bytes: Buffer): string {
  return `${LOOKS}.${bytes.toString('base64url')}`;
}
