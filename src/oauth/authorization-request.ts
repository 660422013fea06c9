/** Authorization request, RFC 6749 §4.1.1 and §4.2.1. */

export interface AuthorizationRequest {
  readonly response_type: 'code' | 'token';
  readonly client_id: string;
  readonly redirect_uri: string;
  readonly scope: string;
  readonly state: string;
  readonly code_challenge?: string;
  readonly code_challenge_method?: 'S256';
}

/**
 * The URL that the browser is sent to.
 *
 * @param authorizationEndpoint May carry a query of its own, which is kept. RFC 6749 §3.1.
 */
export function buildAuthorizationUrl(
  authorizationEndpoint: string,
  request: AuthorizationRequest,
): string {
  const url = new URL(authorizationEndpoint);
  for (const [name, value] of Object.entries(request)) {
    if (typeof value === 'string' && value !== '') url.searchParams.set(name, value);
  }
  return url.href;
}
