/** Makes what must not be guessed, and what is kept of it. RFC 6749 §10.10 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Only this is stored of a code, a token or a session id. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** 256 random bits. */
export function randomId(): string {
  return randomBytes(32).toString('base64url');
}

/** Compares in constant time; digests, because the lengths may differ. */
export function isSameSecret(left: string, right: string): boolean {
  return timingSafeEqual(
    createHash('sha256').update(left).digest(),
    createHash('sha256').update(right).digest(),
  );
}

/** Bytes that only the holder of the key can name: the same purpose gives the same bytes. */
export function deriveBytes(key: Buffer, purpose: string): Buffer {
  return createHmac('sha512', key).update(purpose).digest();
}

/** Letters and digits, no two bytes of 248 favoured: 18 of them hold 107 bits. */
export function toAlphanumeric(bytes: Buffer, length: number): string {
  const usable = [...bytes].filter((byte) => byte < 248);
  return usable
    .slice(0, length)
    .map((byte) => ALPHABET[byte % ALPHABET.length])
    .join('');
}
