/** Resource Owner Password Credentials Grant, RFC 6749 §4.3. The letters are those of its Figure 5. */
import { apiRequests, passwordForm, secret, tokenRequest } from '../runs/draft.ts';
import { sentValue } from '../runs/run.ts';
import { resourceOwnerPasswordFacts } from './facts/resource-owner-password.ts';
import type { Grant } from './grant.ts';

export const resourceOwnerPassword: Grant = {
  ...resourceOwnerPasswordFacts,

  // (A) The person types both into the client: the very thing that OAuth ends. RFC 6749 §4.3.1
  start: ({ username }) => passwordForm('A', username),

  // (B) They are sent on, once. The password is kept nowhere from here on. RFC 6749 §4.3.2
  onForm: (run) =>
    tokenRequest('B', {
      grant_type: 'password',
      username: sentValue(run, 'A', 'username') ?? '',
      password: secret('password'),
    }),

  // (C) The token is there: RFC 6749 §4.3.3.
  onToken: () => apiRequests(),
};
