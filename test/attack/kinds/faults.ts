/** M4, M5: faults as a lever: large answers, and connections that are held. */
import { setTimeout as wait } from 'node:timers/promises';
import { hold } from '../attack.ts';
import type { Attack } from '../attack.ts';
import { withHosted } from '../hosted.ts';
import type { Hosted, StartHosted } from '../hosted.ts';
import { runForItself, setFault } from '../visitor.ts';

const B = '203.0.113.88';
const FEW_MB = 8;
const CONNECTIONS = 400;
/** What one network may hold back at once, and for how long. */
const MOST_HELD = 120;
const LONGEST_HELD_MS = 15_000;
/** By then whoever is not held is answered, on a machine that has other things to do as well. */
const SOON_MS = 4_000;

/** The mark that makes a request B's own, wherever it comes from. */
async function setOwnFault(app: Hosted, fault: string, count = 1): Promise<string> {
  const browser = app.newVisitor(B);
  await runForItself(browser);
  const order = { fault, endpoint: 'api', times: '20' };
  for (let at = 0; at < count; at += 1) {
    const { status } = await setFault(browser, order);
    hold(status === 303, `no fault was set (${status}): nothing was tried`);
  }
  return [...browser.cookies].map(([name, { value }]) => `${name}=${value}`).join('; ');
}

async function amplify(start: StartHosted): Promise<string> {
  return withHosted(start, async (app) => {
    const cookie = await setOwnFault(app, 'huge');
    const path = '/sandbox/current/2.0/user';
    let bytes = 0;
    for (let count = 0; count < 4; count += 1) {
      bytes += (await app.ask({ path, from: B, headers: { cookie } })).body.length;
    }
    const size = `${(bytes / 1e6).toFixed(1)} MB`;
    hold(bytes < FEW_MB * 1e6, `four requests bring ${size}`);
    return `four requests bring ${size}`;
  });
}

async function holdBack(start: StartHosted): Promise<string> {
  return withHosted(start, async (app) => {
    const cookie = await setOwnFault(app, 'hang', 20);
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
    await wait(SOON_MS);
    const soon = open;
    await wait(LONGEST_HELD_MS);
    const late = open;
    for (const socket of sockets) socket.destroy();
    hold(soon > 0, 'none is held: nothing was tried');
    hold(
      soon <= MOST_HELD,
      `${soon} of ${CONNECTIONS} connections are held after ${SOON_MS / 1000} s`,
    );
    hold(late === 0, `${late} connections are held after ${LONGEST_HELD_MS / 1000} s`);
    return `${soon} of ${CONNECTIONS} held at once, none after ${LONGEST_HELD_MS / 1000} s`;
  });
}

export const faultsAsLevers: readonly Attack[] = [
  { id: 'M4', tried: 'huge answers by a fault', run: amplify },
  { id: 'M5', tried: `${CONNECTIONS} requests that hang by a fault`, isSlow: true, run: holdBack },
];
