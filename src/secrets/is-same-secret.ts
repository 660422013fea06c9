/** Whether two secrets are the same: how far they agree must not be seen from the time that it takes. */
import { hash, timingSafeEqual } from 'node:crypto';

/** Compares in constant time; digests, because the lengths may differ. */
export function isSameSecret(left: string, right: string): boolean {
  return timingSafeEqual(hash('sha256', left, 'buffer'), hash('sha256', right, 'buffer'));
}
