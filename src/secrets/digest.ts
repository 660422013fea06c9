/** What is kept in the place of a secret or of a name: whoever reads the storage learns neither. RFC 6819 §5.1.4.1.3 */
import { hash } from 'node:crypto';

/** SHA-256 in base64url. */
export function digestOf(text: string): string {
  return hash('sha256', text, 'base64url');
}
