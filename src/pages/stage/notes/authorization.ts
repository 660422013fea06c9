/** Notes to the messages that the browser carries. RFC 6749 §4.1.1, §4.1.2, §4.2.1, §4.2.2 */
import { type Notes, oauth, pkce } from './note.ts';

export const authorizationRequestNotes: Notes = {
  response_type: oauth('3.1.1', 'what is to come back'),
  client_id: oauth('2.2', 'from the configuration; no secret'),
  redirect_uri: oauth('3.1.2', 'as it is registered with the consumer', 'redirect-matching'),
  scope: oauth('3.3', 'what the token may do', 'scope-unknown'),
  state: oauth('10.12', 'made for this run, checked at {C}'),
  code_challenge: pkce('4.2', 'the hash of a verifier that follows in {D}', 'pkce-verifier'),
  code_challenge_method: pkce('4.3', 'how it was hashed: SHA-256'),
};

export const authorizationResponseNotes: Notes = {
  code: oauth(
    '4.1.2',
    'Good for one use, from this client, for a few minutes. Worth nothing without what goes with it in {D}.',
    'code-life',
  ),
  state: oauth(
    '10.12',
    'The one that this browser was given in {A}. The app checks it before anything else.',
    'state-echoed',
  ),
  iss: {
    clause: { rfc: 9207, section: '2' },
    text: 'Who answers. The app compares it with the server that it asked.',
    statement: 'issuer-parameter',
  },
  error: oauth('4.1.2.1', 'Why there is no code.', 'denial'),
  error_description: oauth('4.1.2.1', 'The same in the server’s words, for developers.'),
};

/** In the place of where a value comes from: what becomes of it. */
export const fragmentNotes: Notes = {
  access_token: oauth('4.2.2', 'wiped from the address', 'implicit-fragment'),
  token_type: oauth('7.1', 'how it is sent'),
  expires_in: oauth('4.2.2', 'seconds, then {A} again'),
  scope: oauth('3.3', 'what the token may do'),
  scopes: oauth('3.3', 'what the token may do', 'scope-field'),
  state: oauth('10.12', 'checked by our server', 'state-echoed'),
  iss: {
    clause: { rfc: 9207, section: '2' },
    text: 'who answers; checked too',
    statement: 'issuer-parameter',
  },
  error: oauth('4.2.2.1', 'why there is no token'),
  error_description: oauth('4.2.2.1', 'in the server’s words'),
};
