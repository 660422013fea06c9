/** Authorization request, RFC 6749 §4.1.1 and §4.2.1. */

/**
 * The URL that the browser is sent to.
 *
 * @param authorizationEndpoint May carry a query of its own, which is kept. RFC 6749 §3.1.
 */
export function buildAuthorizationUrl(
  authorizationEndpoint: string,
  parameters: Iterable<readonly [name: string, value: string]>,
): string {
  const url = new URL(authorizationEndpoint);
  for (const [name, value] of parameters) {
    if (value !== '') url.searchParams.append(name, value);
  }
  return url.href;
}
