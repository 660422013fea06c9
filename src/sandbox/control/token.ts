/** What the token of the control API may be. */
import { findWeakness } from '../../secrets/weak-secret.ts';

/** @returns What is wrong with it and what to do, never the token itself; nothing where it will do. */
export function findControlTokenFault(token: unknown): string | undefined {
  if (typeof token !== 'string') return 'must be text';
  if (!/^[\w\-.~+/]+=*$/.test(token)) {
    return 'must be letters, digits and -._~+/ alone, as a Bearer token is (RFC 6750 §2.1)';
  }
  return findWeakness(token);
}
