/** M8: the ways in which an app may be set up, and its way to the sandbox inside. */
import { findFreePort } from '../../support/ports.ts';
import { sendRaw } from '../../support/raw.ts';
import { standBefore } from '../../support/behind-proxy.ts';
import { hold } from '../attack.ts';
import type { Attack } from '../attack.ts';
import { HOSTED } from '../../support/hosted.ts';
import { listening, runApp } from '../../support/programs.ts';
import { HAS_TOKEN, runForItself } from '../visitor.ts';

const WAYS: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['a public name in upper case', { ...HOSTED, PUBLIC_URL: 'https://Demo.Example' }],
  ['a public name with its port', { ...HOSTED, PUBLIC_URL: 'https://demo.example:443' }],
  ['one interface of several', { ...HOSTED, HOST: '127.0.0.2' }],
];

async function runSetUp(env: Readonly<Record<string, string>>): Promise<string> {
  const program = await listening(await runApp(env));
  const proxy = standBefore(program.port, 'https://demo.example', env['HOST']);
  try {
    const page = await runForItself(proxy.newBrowser('198.51.100.60'));
    hold(page.announcement().includes(HAS_TOKEN), `a run ends with ${page.status}`);
    return 'a run gets its token';
  } finally {
    await proxy.close();
    await program.stop();
  }
}

/** As `-p 4797:3000` of a container: outside it has another port than inside. */
async function runMapped(): Promise<string> {
  const outside = await findFreePort();
  const program = await listening(await runApp({ PUBLIC_URL: `http://localhost:${outside}` }));
  try {
    const base = `http://127.0.0.1:${program.port}`;
    const headers = { Host: `localhost:${outside}` };
    const path = '/client-credentials/authorize?server=sandbox-current';
    const { status } = await sendRaw(base, { path, headers });
    hold(status === 303, `a run gets ${status}`);
    return 'a run gets its token';
  } finally {
    await program.stop();
  }
}

const notHosted = 'it is about how it is set up';

export const ownWay: readonly Attack[] = [
  { id: 'M8', tried: 'another port outside than inside', notHosted, run: runMapped },
  ...WAYS.map(([what, env]) => ({ id: 'M8', tried: what, notHosted, run: () => runSetUp(env) })),
];
