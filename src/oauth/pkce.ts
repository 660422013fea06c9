/** Proof Key for Code Exchange, RFC 7636, with S256: the only method that hides the verifier. */
import { hash, randomBytes } from 'node:crypto';

/** Stays on our server until the token request. 43 characters, RFC 7636 §4.1. */
export function createCodeVerifier(): string {
  return randomBytes(32).toString('base64url');
}

/** Goes through the browser. RFC 7636 §4.2. */
export function codeChallengeS256(codeVerifier: string): string {
  return hash('sha256', codeVerifier, 'base64url');
}
