/** M4, M5: faults as a lever: large answers, and connections that are held. */
import { setTimeout as wait } from 'node:timers/promises';
import { VISITOR_HEADERS } from '../../../src/bitbucket/servers.ts';
import type { Browser } from '../../support/browser.ts';
import { hold } from '../attack.ts';
import type { Attack } from '../attack.ts';
import { withHosted } from '../hosted.ts';
import type { Hosted, StartHosted } from '../hosted.ts';
import { runForItself, setFault } from '../visitor.ts';

const B = '203.0.113.88';
/** Six usual answers and a page are a sixth of it; one that the fault makes is twenty times as large. */
const MOST_BYTES = 200_000;
const CONNECTIONS = 400;
/** What one network may hold back at once, and for how long. */
const MOST_HELD = 120;
const LONGEST_HELD_MS = 15_000;
/** Where nobody was answered or cut off for so long, whoever is there still is held. */
const STILL_MS = 2_000;

/** B, who has run a grant and then set a fault. */
async function setOwnFault(app: Hosted, fault: string, count = 1): Promise<Browser> {
  const browser = app.newVisitor(B);
  await runForItself(browser);
  const order = { fault, endpoint: 'api', times: '20' };
  for (let at = 0; at < count; at += 1) {
    const { status } = await setFault(browser, order);
    hold(status === 303, `no fault was set (${status}): nothing was tried`);
  }
  return browser;
}

/** The mark among them makes a request B's own, wherever it comes from. */
const cookiesOf = ({ cookies }: Browser) =>
  [...cookies].map(([name, { value }]) => `${name}=${value}`).join('; ');

/** By B's own cookies, and as our server asks on behalf of B. */
async function amplify(start: StartHosted): Promise<string> {
  return withHosted(start, async (app) => {
    const browser = await setOwnFault(app, 'huge');
    const cookie = cookiesOf(browser);
    const mark = browser.cookies.get('sandbox-visitor')?.value ?? '';
    const asOurServer = { [VISITOR_HEADERS.mark]: mark, [VISITOR_HEADERS.network]: B };
    let bytes = 0;
    for (const headers of [{ cookie }, asOurServer, { cookie, ...asOurServer }]) {
      for (const path of ['/sandbox/current/2.0/user', '/sandbox/current/api/2.0/user']) {
        bytes += (await app.ask({ path, from: B, headers })).body.length;
      }
    }
    const page = await runForItself(browser);
    const words = `six requests bring ${(bytes / 1e3).toFixed(1)} kB, and a run ${(page.body.length / 1e3).toFixed(1)} kB`;
    hold(bytes < MOST_BYTES && page.body.length < MOST_BYTES, words);
    const isStruck = page.text.includes('sent more than 1 MB');
    hold(isStruck, 'the fault has not struck our server either: nothing was tried');
    return `${words}; our server stops at 1 MB`;
  });
}

async function holdBack(start: StartHosted): Promise<string> {
  return withHosted(start, async (app) => {
    const cookie = cookiesOf(await setOwnFault(app, 'hang', 20));
    const request =
      `GET /sandbox/current/2.0/user HTTP/1.1\r\nHost: ${new URL(app.publicUrl).host}\r\n` +
      `X-Forwarded-For: ${B}\r\nX-Forwarded-Proto: https\r\nCookie: ${cookie}\r\n\r\n`;
    const connecting = Array.from({ length: CONNECTIONS }, () => app.connect(B));
    const sockets = await Promise.all(connecting);
    let open = sockets.length;
    for (const socket of sockets) {
      // Answered is as good as closed: the connection is B's own to close then.
      socket.once('data', () => socket.destroy()).once('close', () => (open -= 1));
      socket.write(request);
    }
    let soon = Infinity;
    while (open < soon) {
      soon = open;
      await wait(STILL_MS);
    }
    await wait(LONGEST_HELD_MS);
    const late = open;
    for (const socket of sockets) socket.destroy();
    hold(soon > 0, 'none is held: nothing was tried');
    hold(soon <= MOST_HELD, `${soon} of ${CONNECTIONS} connections are held`);
    hold(late === 0, `${late} connections are held after ${LONGEST_HELD_MS / 1000} s`);
    return `${soon} of ${CONNECTIONS} held at once, none after ${LONGEST_HELD_MS / 1000} s`;
  });
}

export const faultsAsLevers: readonly Attack[] = [
  { id: 'M4', tried: 'huge answers by a fault', run: amplify },
  { id: 'M5', tried: `${CONNECTIONS} requests that hang by a fault`, isSlow: true, run: holdBack },
];
