/** What the pages say of the resource owner password credentials grant; what it does is in ../resource-owner-password.ts. */
import type { GrantFacts } from './grant-facts.ts';
import { callsWithToken } from './recurring.ts';

export const resourceOwnerPasswordFacts: GrantFacts = {
  slug: 'resource-owner-password',
  title: 'Resource Owner Password Credentials',
  shortTitle: 'Password',
  source: { rfc: 6749, section: '4.3' },
  summary:
    'The person types their user name and password into the client, and the client sends both to the token endpoint for an access token.',
  whoConsents: 'The person, by handing over the password',
  crossesBrowser: 'The password itself, into the client',
  refreshToken: 'Yes, while it existed',
  bringsRefreshToken: true,
  useIt: 'Never: it must not be used any more (RFC 9700 §2.4). Know it to replace it.',
  startsBy: 'form',
  beforeTheRun:
    'People of the sandbox only: never type a real password here. The app itself asks for it, which is the very thing that OAuth was made to end; this one sends none to bitbucket.org.',
  runsOn: ['sandbox-legacy'], // a password is never sent to bitbucket.org
  onBitbucket: { status: 'removed', statements: ['password-removed', 'password-two-step'] },
  steps: [
    {
      letter: 'A',
      from: 'resource-owner',
      to: 'client',
      label: 'User name and password',
      travels: 'Password',
      title: 'Type a user name and a password',
      explanation:
        'The person types the password into the client: the very thing that OAuth was made to avoid.',
    },
    {
      letter: 'B',
      from: 'client',
      to: 'authorization-server',
      label: 'Password and client credentials',
      travels: 'Password',
      title: 'Pass the password on',
      explanation:
        'The client’s server posts grant_type=password with the user name and the password to the token endpoint, its own credentials in HTTP Basic.',
    },
    {
      letter: 'C',
      from: 'authorization-server',
      to: 'client',
      label: 'Access and refresh token',
      travels: 'Tokens',
      title: 'The tokens arrive',
      explanation: 'The token endpoint answers with an access token and a refresh token.',
    },
    callsWithToken('The client'),
  ],
  when: {
    use: [
      {
        text: 'you have to understand an old script that sends `grant_type=password`, before you replace it;',
      },
      { text: 'you teach what OAuth was made to end: apps that ask for passwords.' },
    ],
    avoid: [
      { text: 'you write anything at all for production. RFC 9700 §2.4 says MUST NOT;' },
      {
        text: 'a script needs your own access: use an API token, or [client credentials](/client-credentials) for the app itself;',
      },
      { text: 'other people use the app: take [authorization code](/authorization-code).' },
    ],
  },
  differs: {
    'authorization-code':
      'Has you sign in at the authorization server. Here you sign in at the client, and have to trust it with everything you may do.',
    implicit:
      'Also keeps the password away from the client. Here no redirect takes place, and no consent page is shown.',
    'client-credentials':
      'Looks the same on the wire, one POST, yet sends the client’s credentials only. Here a person’s go with it.',
  },
  considerations: {
    security: [
      {
        text: '**The client sees the password.** It could keep it, and everything the person may do is open to it: scopes protect nothing from a client that knows the password. RFC 6749 §10.7.',
      },
      {
        text: '**People learn to type passwords anywhere.** That is what phishing lives on.',
      },
      {
        text: '**No second factor.** One POST has no place for a code from a phone or for a passkey.',
      },
      { text: '**Guessing.** The endpoint has to be guarded against it. RFC 6749 §4.3.2.' },
      {
        text: '**Throw the password away** as soon as the token has come. This app sends it once and neither stores, shows nor logs it.',
      },
    ],
    bitbucket: [
      { statement: 'password-two-step' },
      { statement: 'password-refused' },
      { statement: 'password-refresh-token' },
      { statement: 'password-today' },
    ],
  },
};
