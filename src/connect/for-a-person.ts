/** A person acts: the authorization code grant, wherever something can keep what comes of it. */
import type { Box, GrantAdvice, NoGrantAdvice } from './advice.ts';
import { connectAddress } from './questions.ts';
import type { Answers } from './questions.ts';

const CODE_BOXES: readonly Box[] = [
  { label: 'Authorization code', isTicked: true, hint: 'ticks Refresh token by itself' },
  { label: 'Client credentials', isTicked: false, hint: 'for machines only' },
];

type Later = Answers['later'];

const how = (later: Later) => (later === 'yes' ? 'with PKCE and a refresh token' : 'with PKCE');

export function onServer(later: Later): GrantAdvice {
  return {
    kind: 'grant',
    actor: 'a person',
    how: how(later),
    why: {
      text: 'A person consents, your server keeps the secret, and only a code crosses the browser.',
      statements: ['authorization-code-works'],
    },
    scopes: ['account', 'repository'],
    boxes: CODE_BOXES,
    olderBoxes: {
      text: 'No grant has a box there. “This is a private consumer” may stay unticked: it is about client credentials.',
      statements: ['private-consumer'],
    },
    callback: 'https://your.example/oauth-callback',
    aboutCallback: {
      text: 'Send the very same value in A and D. Whether a longer path is taken is disputed.',
      statements: ['redirect-matching', 'redirect-repeated'],
    },
    store:
      later === 'yes'
        ? {
            text: 'Both tokens, encrypted, in a column without a short limit. Keep the new refresh token before you drop the old one, and refresh one at a time.',
            statements: ['token-length', 'refresh-rotates', 'refresh-unused'],
          }
        : {
            text: 'The access token, in the session on your server, for its two hours. A refresh token comes all the same: drop it.',
            statements: ['access-token-life'],
          },
  };
}

export function onTheirMachine(later: Later): GrantAdvice {
  return {
    kind: 'grant',
    actor: 'a person',
    how: `${how(later)}, answered on a loopback address`,
    why: {
      text: 'The person consents in the browser of the system, and your program listens on `127.0.0.1` for the code (RFC 8252). There is no device flow, and no client without a secret: what you ship is none, so let each person register a client of their own, or put a small server in between.',
      statements: ['no-device-flow', 'pkce-needs-secret'],
    },
    scopes: ['account', 'repository'],
    boxes: CODE_BOXES,
    olderBoxes: {
      text: 'Leave “This is a private consumer” unticked: whoever takes the program apart has key and secret, and could use client credentials with them.',
      statements: ['private-consumer'],
    },
    callback: 'http://127.0.0.1/callback',
    aboutCallback: {
      text: 'Of `127.0.0.1` the port is free, but for one guide that says otherwise; of `localhost` reports disagree. Take a fixed port where you can.',
      statements: ['loopback-ports', 'localhost-ports', 'http-on-localhost'],
    },
    store:
      later === 'yes'
        ? {
            text: 'Both tokens in the keychain of the system. They are long: try that it takes them, and cut nothing. Keep the new refresh token before you drop the old one.',
            statements: ['token-length', 'refresh-rotates'],
          }
        : {
            text: 'Nothing: the access token stays in memory, and ends with the program. Drop the refresh token.',
            statements: ['access-token-life'],
          },
  };
}

export function inPageAlone(later: Later): NoGrantAdvice {
  const server = connectAddress({ who: 'person', where: 'server', later });
  return {
    kind: 'none',
    why: [
      {
        text: 'The grant that was made for it, implicit, is gone.',
        statements: ['implicit-removed'],
      },
      {
        text: 'The code grant needs a secret, with PKCE, too, and a page can keep none.',
        statements: ['pkce-needs-secret'],
      },
      {
        text: 'Nor may a script of another origin ask the token endpoint.',
        statements: ['token-endpoint-cors'],
      },
    ],
    instead: [
      {
        text:
          later === 'yes'
            ? 'A small server holds the secret and the tokens, and goes on when the page is closed.'
            : 'A small server holds the secret and the token, and the page asks it.',
        href: server,
        link: 'With a server',
      },
      {
        text: 'What the implicit grant was runs on the sandbox, in the era that had it.',
        link: 'Look at it',
      },
    ],
  };
}
