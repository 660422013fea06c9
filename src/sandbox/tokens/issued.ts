/** What was issued, as a test sees it. No type here needs another package. */

export interface IssuedToken {
  /** SHA-256 of the token in base64url: all that is kept of it. */
  id: string;
  kind: 'access' | 'refresh';
  grantId: string;
  clientId: string;
  /** `null` where the client acts for itself. */
  username: string | null;
}

export interface IssuedAuthorization {
  id: string;
  clientId: string;
  username: string | null;
  scopes: readonly string[];
  grantedAt: string;
}
