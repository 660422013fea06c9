/** What every grant type is: a name, the fields it needs, and a way to answer. */
import type { Visitor } from '../../../http/visitor.ts';
import type { Context } from '../../context.ts';
import type { GrantTypeName } from '../../eras.ts';
import type { Parameters } from '../../http/parameters.ts';
import type { Client } from '../../seed/clients.ts';
import type { TokenAnswer } from '../../tokens/issue-tokens.ts';

export interface TokenRequest {
  /** Has proved who it is. */
  client: Client;
  /** How: HTTP Basic and form fields are one, the JWT of a Connect app is another. */
  proof: 'secret' | 'jwt';
  form: Parameters;
  /** Who sends it. */
  caller: Visitor;
  /** For whoever looks at the received requests: it is let through, and should not have been like this. */
  note: (departure: string) => void;
}

export interface GrantType {
  name: GrantTypeName;
  requiredFields: readonly string[];
  /** How the client must have proved who it is. Default: with its secret. */
  proof?: TokenRequest['proof'];
  /** @throws {OAuthError} The grant is not good. RFC 6749 §5.2 */
  answer(request: TokenRequest, context: Context): Promise<TokenAnswer>;
}
