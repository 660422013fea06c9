/** Notes to what goes to the token endpoint, and to what it answers. RFC 6749 §3.2, §5, §6 */
import { type Notes, oauth, pkce } from './note.ts';

export const passwordFormNotes: Notes = {
  username: oauth('4.3.2', 'somebody of the sandbox'),
  password: oauth('4.3.2', 'sent once, stored nowhere'),
};

export const tokenRequestNotes: Notes = {
  Authorization: oauth(
    '2.3.1',
    'the client’s key and secret, from the configuration',
    'basic-authentication',
  ),
  grant_type: oauth('4', 'which grant this is', 'form-bodies'),
  code: oauth('4.1.3', 'from {C}; good for one use', 'code-unknown'),
  redirect_uri: oauth('4.1.3', 'as in {A}, letter by letter', 'redirect-repeated'),
  code_verifier: pkce('4.5', 'its hash was in {A}', 'pkce-verifier'),
  refresh_token: oauth('6', 'came with the access token', 'refresh-grace'),
  username: oauth('4.3.2', 'as typed in {A}'),
  password: oauth('4.3.2', 'as typed in {A}, readable by this app', 'password-two-step'),
};

export const tokenResponseNotes: Notes = {
  access_token: oauth(
    '1.4',
    'Opens the API. Store it, send it, do not take it apart.',
    'token-length',
  ),
  token_type: oauth('7.1', 'Whoever bears it may use it, as Authorization: Bearer.', 'token-type'),
  expires_in: oauth(
    '5.1',
    'Seconds that it lives. Ask for the next one a little earlier.',
    'access-token-life',
  ),
  refresh_token: oauth(
    '1.5',
    'Brings the next access token. Goes to the token endpoint alone.',
    'refresh-rotates',
  ),
  scope: oauth('3.3', 'What the token may do. It may be less than was asked for.', 'scope-field'),
  scopes: oauth('3.3', 'What the token may do, under another name than the RFC’s.', 'scope-field'),
  state: {
    text: 'A field of Bitbucket’s own: the name of the grant, and not the state of {A}.',
    statement: 'state-field',
  },
  error: oauth('5.2', 'Why there is no token.', 'wrong-secret'),
  error_description: oauth('5.2', 'The same in the server’s words, for developers.'),
};
