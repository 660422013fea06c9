/** Authorization response, RFC 6749 §4.1.2, and its errors, §4.1.2.1. */
import { AuthorizationError, InvalidRequestError, IssuerMismatchError } from '../errors/errors.ts';

type Parameters = ReadonlyMap<string, string>;

/**
 * Reads the code out of a response whose `state` has been found good already.
 *
 * @param issuer What the server that was asked calls itself; `undefined` where it sends no `iss`.
 * @throws {IssuerMismatchError} The answer is another server's. RFC 9207 §2.4.
 * @throws {AuthorizationError} The server said no.
 * @throws {InvalidRequestError} Neither a code nor an error.
 */
export function readAuthorizationCode(response: Parameters, issuer: string | undefined): string {
  requireNoErrorResponse(response, issuer);
  const code = response.get('code');
  if (code !== undefined) return code;
  throw new InvalidRequestError('The authorization response has neither a code nor an error.');
}

/**
 * @throws {IssuerMismatchError} The answer is another server's. RFC 9207 §2.4.
 * @throws {AuthorizationError} The server said no. RFC 6749 §4.1.2.1, §4.2.2.1.
 */
export function requireNoErrorResponse(response: Parameters, issuer: string | undefined): void {
  requireIssuer(response.get('iss'), issuer);
  const error = response.get('error');
  if (error !== undefined) throw new AuthorizationError(error, response.get('error_description'));
}

/** An `iss` that is missing where the server sends one counts as wrong. RFC 9207 §2.4. */
export function requireIssuer(iss: string | undefined, issuer: string | undefined): void {
  if (iss !== issuer) {
    throw new IssuerMismatchError(
      'The answer is not from the authorization server that was asked.',
    );
  }
}
