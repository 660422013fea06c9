/** Client Credentials Grant, RFC 6749 §4.4. The letters are those of its Figure 6. The smallest: begin reading here. */
import { apiRequests, tokenRequest } from '../runs/draft.ts';
import { clientCredentialsFacts } from './facts/client-credentials.ts';
import type { Grant } from './grant.ts';

export const clientCredentials: Grant = {
  ...clientCredentialsFacts,

  // (A) The client authenticates, and that is all there is to it. RFC 6749 §4.4.2
  start: () => tokenRequest('A', { grant_type: 'client_credentials' }),

  // (B) The token is there: RFC 6749 §4.4.3. No refresh token need come with it.
  onToken: () => apiRequests(),
};
