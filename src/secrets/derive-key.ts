/** One secret of the configuration, a key of its own for each use: none tells anything of another. RFC 5869 */
import { hkdfSync } from 'node:crypto';

/** The first signs and encrypts; what an earlier one did is taken, too. */
export type Secrets = readonly [string, ...string[]];

/** What the keys are for. */
export type KeyUse = 'session cookie' | 'storage' | 'sandbox current' | 'sandbox legacy';

/** @returns 32 bytes, the same in every process that has the secret. */
export function deriveKey(secret: string, use: KeyUse): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', use, 32));
}
