/** Keys that say nothing: whoever reads the storage learns neither a visitor, nor an address, nor what is being done. */
import { hash } from 'node:crypto';

export function digestOf(key: string): string {
  return hash('sha256', key, 'base64url');
}
