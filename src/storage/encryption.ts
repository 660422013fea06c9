/** Encryption of what leaves the process: whoever reads Redis reads no token. AES-256-GCM. */
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { deriveKey } from '../secrets/derive-key.ts';
import type { Secrets } from '../secrets/derive-key.ts';
import { pack, unpack } from './packing.ts';

/**
 * A value is bound to its place: copied to another, it opens as nothing. Who writes to Redis can still
 * take a value away, or put an earlier one of the same place back while that lives.
 */
export interface Encryption {
  /** @param place Where it will stand: the store's name and the key. */
  encrypt(value: unknown, place: string): string;
  /** `undefined` for what was not encrypted with the same secret and for this very place. */
  decrypt(encrypted: string, place: string): unknown;
}

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Without it, Node takes shorter ones as well. */
const TAG = { authTagLength: TAG_BYTES };

/**
 * @param secrets At least 32 characters each; the same in every process that shares the store. The first
 *   encrypts, all decrypt.
 */
export function createEncryption([secret, ...earlier]: Secrets): Encryption {
  // As key objects: bytes would be made one at each use, which costs as much as the rest.
  const keyOf = (one: string) => createSecretKey(deriveKey(one, 'storage'));
  const key = keyOf(secret);
  const keys = [key, ...earlier.map(keyOf)];
  return {
    encrypt(value, place) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce, TAG).setAAD(Buffer.from(place));
      const text = cipher.update(pack(value));
      cipher.final(); // of this mode nothing is left over
      return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64');
    },
    decrypt(encrypted, place) {
      const bytes = Buffer.from(encrypted, 'base64');
      for (const one of keys) {
        try {
          return unpack(decryptWith(one, bytes, place));
        } catch {
          // with another key, for another place, or not by us
        }
      }
      return undefined;
    },
  };
}

/** @throws Where it was not encrypted with this very key, for this very place. */
function decryptWith(key: KeyObject, bytes: Buffer, place: string): Buffer {
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, nonce, TAG)
    .setAAD(Buffer.from(place))
    .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
  decipher.final(); // throws where the tag does not fit
  return text;
}
