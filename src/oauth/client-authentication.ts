/** Client authentication at the token endpoint, RFC 6749 §2.3.1. */

/** What the authorization server knows our client by. Bitbucket: the consumer's key and secret. */
export interface ClientRegistration {
  readonly clientId: string;
  readonly clientSecret: string;
}

/**
 * The `Authorization` header of HTTP Basic, with both parts form-encoded first as RFC 6749 §2.3.1 wants.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
 */
export function clientSecretBasic(client: ClientRegistration): string {
  const credentials = `${formEncode(client.clientId)}:${formEncode(client.clientSecret)}`;
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}

/** application/x-www-form-urlencoded, as RFC 6749 Appendix B has it. */
function formEncode(value: string): string {
  return new URLSearchParams({ value }).toString().slice('value='.length);
}
