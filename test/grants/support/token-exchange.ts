/** OAuth 2.0 Token Exchange, RFC 8693, as a fifth grant: one message on the back channel. A file and a line of the registry. */
import type { GrantFacts } from '../../../src/grants/facts/grant-facts.ts';
import { callsWithToken } from '../../../src/grants/facts/recurring.ts';
import type { Grant } from '../../../src/grants/grant.ts';
import { apiRequests, tokenRequest } from '../../../src/runs/draft.ts';

const facts: GrantFacts = {
  slug: 'token-exchange',
  title: 'Token Exchange',
  shortTitle: 'Token exchange',
  source: { rfc: 8693, section: '2' },
  summary: 'The client shows a token that it was given, and is given another in its place.',
  whoConsents: 'Whoever consented to the first token',
  crossesBrowser: 'Nothing of this exchange',
  refreshToken: 'Seldom: RFC 8693 §2.2.1',
  useIt: 'For a service that calls another in the name of whoever called it.',
  startsBy: 'link',
  runsOn: ['bitbucket'],
  onBitbucket: { status: 'removed', statements: ['no-device-flow'] }, // Bitbucket never had it
  steps: [
    {
      letter: 'A',
      from: 'client',
      to: 'authorization-server',
      label: 'A token, to be exchanged',
      explanation: 'The client’s server posts the token that it has to the token endpoint.',
    },
    {
      letter: 'B',
      from: 'authorization-server',
      to: 'client',
      label: 'Another token',
      explanation: 'The token endpoint answers with a token for the next service.',
    },
    callsWithToken('The client’s server'),
  ],
  when: {
    use: [{ text: 'a service calls another **in the name of** a person;' }],
    avoid: [
      { text: 'the app can ask the person: take [authorization code](/authorization-code).' },
    ],
  },
  differs: { 'client-credentials': 'Acts for the client. Here the token still names the person.' },
  considerations: {
    security: [{ text: 'Ask for an `audience`: the new token should open one door only.' }],
    bitbucket: [{ statement: 'no-device-flow', advice: 'There is none of `this`, either.' }],
  },
};

export const tokenExchange: Grant = {
  ...facts,

  // (A) RFC 8693 §2.1
  start: () =>
    tokenRequest('A', {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: 'the-token-that-came-with-a-call',
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    }),

  // (B) RFC 8693 §2.2
  onToken: () => apiRequests(),
};
