/** What can be said of a text that is not known here: its place, its status, the word that it names. */
import { STATUS_CODES } from 'node:http';
import type { Paste } from '../../diagnosis/read-paste.ts';
import type { Where } from '../../failures/failure.ts';
import { readProse } from '../prose.ts';
import type { ProsePart } from '../prose.ts';

export interface Saying {
  readonly about: string;
  readonly words: readonly ProsePart[];
}

const LOOKS_LIKE: Readonly<Record<Where, string>> = {
  'authorize-page':
    'It looks like the page that a browser ends on, A: nothing comes back to your app.',
  redirect: 'An address with `error=` is what the browser brings back, C.',
  'token-endpoint': 'It looks like the token endpoint, D or the refresh.',
  api: 'It looks like the API.',
  git: 'It is Git that speaks: it has its own user name, `x-token-auth`, with the token as password.',
  transport: 'It looks like the network: perhaps nothing of Bitbucket’s was reached.',
  client: 'It looks like your own app.',
};

/** Of RFC 6749 unless they say otherwise. */
const WORDS: Readonly<Record<string, string>> = {
  access_denied: 'the person, or the server in their place, said no (RFC 6749 §4.1.2.1)',
  invalid_client: 'the client is not known, or has not proved who it is (RFC 6749 §5.2)',
  invalid_grant: 'the code, the refresh token or the password is of no use (RFC 6749 §5.2)',
  invalid_request: 'a parameter is missing, doubled or malformed (RFC 6749 §5.2)',
  invalid_scope: 'the scope is not known, or is more than may be asked for (RFC 6749 §5.2)',
  invalid_target: 'the resource that was asked for is refused (RFC 8707 §2)',
  invalid_token: 'the access token is expired, revoked or malformed (RFC 6750 §3.1)',
  insufficient_scope: 'the token may not do that (RFC 6750 §3.1)',
  server_error: 'the server failed, and could not say so by a status (RFC 6749 §4.1.2.1)',
  temporarily_unavailable: 'the server is busy or being mended (RFC 6749 §4.1.2.1)',
  unauthorized_client: 'this client may not use this grant (RFC 6749 §5.2)',
  unsupported_grant_type: 'the server does not know this grant type (RFC 6749 §5.2)',
  unsupported_response_type: 'the server does not give what was asked for (RFC 6749 §4.1.2.1)',
};

export function sayWhatCame({
  statuses,
  codes,
  places,
  isOfBitbucket,
  isOfOthers,
}: Paste): Saying[] {
  const said: (readonly [string, string])[] = [
    ...places.slice(0, 2).map((where) => ['Where', LOOKS_LIKE[where]] as const),
    ...codes.slice(0, 2).map(({ value }) => ['The word', explainWord(value)] as const),
    ...statuses.slice(0, 2).map(({ value }) => ['The status', explainStatus(value)] as const),
    ...(isOfOthers
      ? [
          [
            'Whose it is',
            'It names other hosts and not Bitbucket’s: it may be another service’s.',
          ] as const,
        ]
      : []),
    ...(isOfBitbucket ? [['Whose it is', 'It names Bitbucket.'] as const] : []),
  ];
  return said.map(([about, words]) => ({ about, words: readProse(words) }));
}

function explainWord(word: string): string {
  const meaning = WORDS[word];
  return meaning === undefined
    ? `\`${word}\` stands where a code stands; it is none of RFC 6749.`
    : `\`${word}\`: ${meaning}. At Bitbucket, codes mislead: the text beside it says more.`;
}

function explainStatus(status: string): string {
  const phrase = STATUS_CODES[Number(status)];
  return phrase === undefined ? `\`${status}\`.` : `\`${status}\`, ${phrase}.`;
}
