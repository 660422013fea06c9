/** The app acts for itself: client credentials, wherever a secret is one. */
import type { Box, GrantAdvice, NoGrantAdvice } from './advice.ts';
import { connectAddress } from './questions.ts';
import type { Answers } from './questions.ts';

const MACHINE_BOXES: readonly Box[] = [
  { label: 'Authorization code', isTicked: false, hint: 'for people only' },
  { label: 'Client credentials', isTicked: true },
];

type Later = Answers['later'];

const COMMON = {
  kind: 'grant',
  actor: 'the app itself',
  scopes: ['repository'],
  boxes: MACHINE_BOXES,
  olderBoxes: {
    text: 'Tick “This is a private consumer”, or it is refused.',
    statements: ['private-consumer'],
  },
  aboutCallback: {
    text: 'Nothing comes back through a browser. Whether one has to be registered all the same is disputed: on the older page, fill in any of your own.',
    statements: ['callback-needed'],
  },
} as const;

export function onServer(later: Later): GrantAdvice {
  return {
    ...COMMON,
    how: 'without a refresh token',
    why: {
      text: 'Nobody is there to consent: the client shows key and secret, and acts as an account of its own. In a personal workspace it sees that one only.',
      statements: ['client-credentials-work', 'app-user', 'personal-workspace'],
    },
    store:
      later === 'yes'
        ? {
            text: 'Key and secret, where your server keeps its secrets. The token in memory: ask for a new one shortly before its two hours are over.',
            statements: ['no-refresh-for-clients', 'access-token-life'],
          }
        : {
            text: 'Key and secret, in the secret store of your CI. One token for the job, in memory; nothing is left of it.',
            statements: ['no-refresh-for-clients', 'access-token-life'],
          },
  };
}

export function onMachine(later: Later): GrantAdvice {
  return {
    ...COMMON,
    how: 'where the machine is yours',
    why: {
      text: 'Whoever has key and secret acts as the app. On your own machine that is you; never ship them to others: there, each registers a client of their own, or a person consents.',
      statements: ['client-credentials-work', 'app-user'],
    },
    store: {
      text:
        later === 'yes'
          ? 'Key and secret, in the keychain of the system or a file that its service alone may read. The token in memory: ask for a new one when it ends.'
          : 'Key and secret, in the keychain of the system or the environment of the command. Nothing else.',
      statements: ['no-refresh-for-clients', 'access-token-life'],
    },
  };
}

export function inPageAlone(later: Later): NoGrantAdvice {
  return {
    kind: 'none',
    why: [
      {
        text: 'Everybody can read what a page holds: its secret would be none, and whoever has it acts as the app.',
        statements: ['private-consumer'],
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
            ? 'A server goes on when the page is closed, and keeps key and secret.'
            : 'A job on a server or in CI reads what the page shows, and keeps key and secret.',
        href: connectAddress({ who: 'app', where: 'server', later }),
        link: 'With a server',
      },
      {
        text: 'Public data needs no token at all, sixty times an hour.',
        href: '/bitbucket#anonymous-reads',
        link: 'How it is known',
      },
    ],
  };
}
