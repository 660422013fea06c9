/** H6, M9, L8-L11: starts that must not be, each refused by name. */
import { hold } from '../attack.ts';
import type { Attack } from '../attack.ts';
import { expectRefusal } from '../refusal.ts';
import { HOSTED } from '../../support/hosted.ts';
import { runApp, runCommand } from '../../support/programs.ts';
import type { Program } from '../../support/programs.ts';

const CONSUMER = {
  BITBUCKET_CONSUMER_KEY: 'k3yOfSomebody',
  BITBUCKET_CONSUMER_SECRET: 's3cretOne',
};

const STARTS: readonly (readonly [string, string, RegExp, () => Promise<Program>])[] = [
  [
    'H6',
    'a consumer of bitbucket.org, hosted',
    /consumer/i,
    () => runApp({ ...HOSTED, ...CONSUMER }),
  ],
  [
    'M9',
    'the control API where others reach the app',
    /sandboxControl|SANDBOX_CONTROL/,
    () => runApp({ SANDBOX_CONTROL: 'true', HOST: '0.0.0.0' }),
  ],
  [
    'M9',
    'the control API of the command where others reach it',
    /--host/,
    () => runCommand(['--host', '0.0.0.0']),
  ],
  ['L8', 'an address that this machine does not have', /HOST/, () => runApp({ HOST: '192.0.2.1' })],
  ['L8', 'a host name that does not exist', /HOST/, () => runApp({ HOST: 'no.such.invalid' })],
  ['L9', 'port 0', /PORT/, () => runApp({ PORT: '0' })],
  [
    'L10',
    'scopes with a quotation mark',
    /SCOPES/,
    () => runApp({ BITBUCKET_SCOPES: 'acc"ount é' }),
  ],
  [
    'L11',
    'a secret of 32 times the same',
    /SESSION_SECRET/,
    () => runApp({ ...HOSTED, SESSION_SECRET: 'a'.repeat(32) }),
  ],
];

export const refusedStarts: readonly Attack[] = STARTS.map(([id, what, words, start]) => ({
  id,
  tried: `starting with ${what}`,
  notHosted: 'it is about how it is set up',
  async run() {
    const said = await expectRefusal(await start(), words);
    hold(!/^\s+at /m.test(said), `it ends in a stack: ${said}`);
    hold(!said.includes(CONSUMER.BITBUCKET_CONSUMER_SECRET), 'it repeats the secret');
    return `refused: "${(said.split('\n').at(-1) ?? '').trim().slice(0, 90)}"`;
  },
}));
