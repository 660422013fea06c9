/** Proof Key for Code Exchange, RFC 7636. */
import { createHash } from 'node:crypto';
import { isSameSecret } from '../../secrets/is-same-secret.ts';

/** RFC 7636 §4.2: SHA-256 in base64url is 43 characters. */
export function isCodeChallenge(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}

/** RFC 7636 §4.1 */
export function isCodeVerifier(text: string): boolean {
  return /^[\w.~-]{43,128}$/.test(text);
}

/** RFC 7636 §4.6. A verifier without a challenge is refused too: someone cut the challenge out. */
export function verifierMatches(
  challenge: string | undefined,
  verifier: string | undefined,
): boolean {
  if (challenge === undefined || verifier === undefined) return challenge === verifier;
  const digest = createHash('sha256').update(verifier).digest('base64url');
  return isSameSecret(digest, challenge);
}
