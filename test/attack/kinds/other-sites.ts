/** M3, M10, L2: what the page of another site can get at, or set going. */
import { hold } from '../attack.ts';
import type { Attack } from '../attack.ts';
import { authorizationPath, clientsOf } from '../clients.ts';
import { type StartHosted, withHosted } from '../hosted.ts';
import { listening, runApp } from '../../support/programs.ts';
import { sendRaw } from '../../support/raw.ts';
import { hasToken } from '../visitor.ts';

const NAMES = ['rebind.evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', 'demo'];
const START = '/client-credentials/authorize?server=sandbox-current';

async function rebind(): Promise<string> {
  const program = await listening(await runApp());
  try {
    const base = `http://127.0.0.1:${program.port}`;
    for (const name of NAMES) {
      for (const path of ['/', START, '/sandbox/current/2.0/user']) {
        const headers = { Host: `${name}:${program.port}` };
        const { status } = await sendRaw(base, { path, headers });
        hold(status === 421, `${path} answers ${status} to ${name}`);
      }
    }
    return `421 for ${NAMES.length} names that lead here, pages and sandbox`;
  } finally {
    await program.stop();
  }
}

/** As browsers send it for a link, an image, a frame, a prefetch. */
const WAYS: readonly (readonly [string, Readonly<Record<string, string>>, string?])[] = [
  [
    'a link',
    { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Dest': 'document', 'Sec-Fetch-Mode': 'navigate' },
  ],
  [
    'an image',
    { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Dest': 'image', 'Sec-Fetch-Mode': 'no-cors' },
  ],
  ['an image of a sister site', { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Dest': 'image' }],
  [
    'a frame',
    { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Dest': 'iframe', 'Sec-Fetch-Mode': 'navigate' },
  ],
  ['a prefetch', { 'Sec-Fetch-Site': 'same-origin', 'Sec-Purpose': 'prefetch' }],
  ['HEAD', {}, 'HEAD'],
];

async function lure(start: StartHosted): Promise<string> {
  return withHosted(start, async (app) => {
    for (const [what, headers, method = 'GET'] of WAYS) {
      const browser = app.newVisitor('198.51.100.40');
      await browser.follow(await browser.request(method, START, undefined, headers));
      hold(!(await hasToken(browser)), `${what} ran the grant`);
    }
    const browser = app.newVisitor('198.51.100.40');
    await browser.follow(await browser.get(START, { 'Sec-Fetch-Site': 'same-origin' }));
    hold(await hasToken(browser), 'our own link runs nothing any more');
    return `nothing runs by ${WAYS.map(([what]) => what).join(', ')}`;
  });
}

/** To a port of the person's own machine, where something else may listen. */
async function sendAway(start: StartHosted): Promise<string> {
  return withHosted(start, async (app) => {
    let tried = 0;
    for (const era of ['current', 'legacy'] as const) {
      for (const { clientId } of clientsOf(era)) {
        for (const target of ['1/callback', '8080/callback', '34106/callback/below?query=x']) {
          const redirect_uri = `http://127.0.0.1:${target}`;
          const path = authorizationPath(era, { client_id: clientId, redirect_uri, scope: 'x' });
          const { status, headers } = await app.ask({ path, from: '203.0.113.111' });
          const location = headers['location'] ?? '';
          hold(!location.startsWith('http://127.'), `${era}: ${status} to ${location}`);
          tried += 1;
        }
      }
    }
    return `${tried} requests, no redirect to 127.0.0.1`;
  });
}

export const otherSites: readonly Attack[] = [
  {
    id: 'M3',
    tried: 'DNS rebinding to an app on its owner’s machine',
    notHosted: 'it is about a demo on loopback',
    run: rebind,
  },
  { id: 'M10', tried: 'starting a run from another site', run: lure },
  { id: 'L2', tried: 'a redirect to a port of the person’s machine', run: sendAway },
];
