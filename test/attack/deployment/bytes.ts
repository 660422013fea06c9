/** R28, S38: what is no request, two requests that look like one, and half of one, over TLS. */
import type net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Attack, hold } from '../attack.ts';
import type { Hosted } from '../hosted.ts';
import type { Deployment, Shared } from './deployment.ts';

const FROM = '203.0.113.220';

/**
 * RFC 9112 §6.3, §11.2: each has a second request where one side may see a body, or part of a header.
 *
 * @param hidden The second request's path.
 */
function smuggledTo(host: string, hidden: string): readonly string[] {
  const second = `GET ${hidden} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
  const size = second.length;
  const post = `POST /client-credentials/authorize HTTP/1.1\r\nHost: ${host}\r\n`;
  const get = `GET /?a HTTP/1.1\r\nHost: ${host}\r\n`;
  const chunked = 'Transfer-Encoding: chunked\r\n';
  return [
    `${post}Content-Length: ${5 + size}\r\n${chunked}\r\n0\r\n\r\n${second}`,
    `${post}${chunked}Content-Length: 4\r\n\r\n${size.toString(16)}\r\n${second}\r\n0\r\n\r\n`,
    `${post}Content-Length: 0\r\nContent-Length: ${size}\r\n\r\n${second}`,
    `${post}Content-Length: +0\r\n\r\n${second}`,
    `${post}Content-Length: 0x0\r\n\r\n${second}`,
    `${post}Content-Length: 0,${size}\r\n\r\n${second}`,
    `${post}Content-Length : 0\r\n\r\n${second}`,
    `${post}Transfer-Encoding : chunked\r\nContent-Length: ${5 + size}\r\n\r\n0\r\n\r\n${second}`,
    `${post}Transfer-Encoding: xchunked\r\nContent-Length: ${5 + size}\r\n\r\n0\r\n\r\n${second}`,
    `${post}Transfer-Encoding: chunked, identity\r\nContent-Length: ${5 + size}\r\n\r\n0\r\n\r\n${second}`,
    `${post}Transfer-Encoding:\x0bchunked\r\nContent-Length: ${5 + size}\r\n\r\n0\r\n\r\n${second}`,
    `${post}X: y\r\n ${chunked}Content-Length: ${5 + size}\r\n\r\n0\r\n\r\n${second}`,
    `${post}${chunked}\r\n0;x\n\r\n\r\n${second}`,
    `${post}${chunked}\r\n-1\r\n\r\n${second}`,
    `${post}${chunked}\r\n10000000000000000\r\n\r\n${second}`,
    `${get}Content-Length: ${size}\r\nExpect: 100-continue\r\n\r\n${second}`,
    `${get}Content-Length: ${size}\r\n\r\n${second}`,
    `${get}X: a\rGET ${hidden} HTTP/1.1\r\rHost: ${host}\r\n\r\n`,
    `${get}X: a\n\n${second}`,
    `${get}X: a\0\r\n\r\n`,
    `${get}Connection: close, Content-Length, Host, X-Forwarded-For\r\nContent-Length: ${size}\r\n\r\n${second}`,
    `${get}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: \r\n\r\n${second}`,
    `CONNECT 127.0.0.1:3000 HTTP/1.1\r\nHost: ${host}\r\n\r\n${second}`,
    `GET http://evil.example/ HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    `TRACE / HTTP/1.1\r\nHost: ${host}\r\nCookie: a=b\r\n\r\n`,
    `OPTIONS * HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    'GET / HTTP/9.9\r\n\r\n',
    `${get}__proto__: x\r\n\r\n`,
  ];
}

/** @returns What came back until nothing more came. */
async function send(app: Hosted, sent: string): Promise<string> {
  const socket = await app.connect(FROM);
  let text = '';
  socket.write(sent, 'latin1');
  socket.setTimeout(600, () => socket.destroy());
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  await closed(socket);
  return text;
}

/** The other side has hung up, or we have. */
const closed = (socket: net.Socket) =>
  new Promise<void>((resolve) => void socket.once('end', resolve).once('close', () => resolve()));

/** What the proxy takes for two requests has two answers. What the app alone does would be somebody else's. */
async function smuggle(app: Deployment): Promise<string> {
  const { host } = new URL(app.publicUrl);
  const kinds = smuggledTo(host, '/hidden').length;
  const statuses: string[] = [];
  for (let at = 0; at < kinds; at += 1) {
    const hidden = `/hidden-${at}`;
    const sent = smuggledTo(host, hidden)[at] ?? '';
    const answers = (await send(app, sent)).match(/HTTP\/1\.[01] \d{3}(?= [^\r]*\r\n)/g) ?? [];
    const words = JSON.stringify(sent.slice(0, 120));
    hold(app.isAlive(), `it ended over ${words}`);
    const isHidden = answers.length < 2 && app.stderr().includes(`"${hidden}"`);
    hold(!isHidden, `the app alone sees a second request in ${words}`);
    statuses.push(answers.map((line) => line.slice(-3)).join('+') || '-');
  }
  hold(!statuses.join().includes('500'), `faults: ${statuses.join(' ')}`);
  hold(/"\/hidden-\d+"/.test(app.stderr()), 'no second request is ever seen: nothing was tried');
  const after = await app.ask({ path: '/', from: FROM });
  hold(after.status === 200, `the next visitor gets ${after.status}`);
  return `${kinds} kinds, answered ${statuses.join(' ')}; the next visitor has the page`;
}

const HALF = 40;
const LONGEST_HEADERS_MS = 21_000;
/**
 * 30 seconds for the whole. In two of six runs of November 2026 a connection was there after 40, or 50: the proxy may
 * keep one that it has answered before the body was there. Then four bytes that drip on are the begin of a next
 * request, which has 15 seconds for its head. That is how we read Go's server; what came after 50 s we did not see.
 */
const LONGEST_BODY_MS = 70_000;
/** So few may be there still. */
const MOST_KEPT = 3;

/** 15 seconds for the headers, 30 for the whole: by the proxy or by the app. */
async function holdOpen(app: Deployment): Promise<string> {
  const { host } = new URL(app.publicUrl);
  const body = `POST /client-credentials/authorize HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 100\r\n\r\n`;
  const half = (sent: string, longest: number) =>
    Array.from({ length: HALF }, () => timeToClose(app, sent, longest));
  const [headers, bodies] = await Promise.all([
    Promise.all(half('GET / HTTP/1.1\r\nHost: local', LONGEST_HEADERS_MS)),
    Promise.all(half(body, LONGEST_BODY_MS)),
    wait(1_000).then(() => app.ask({ path: '/', from: '198.51.100.220' })),
  ]);
  const slowHeaders = Math.max(...headers);
  const slowBodies = bodies.toSorted((one, other) => other - one)[MOST_KEPT] ?? 0;
  const words = `half headers are closed after ${seconds(slowHeaders)}, half bodies after ${seconds(slowBodies)}`;
  hold(slowHeaders < LONGEST_HEADERS_MS && slowBodies < LONGEST_BODY_MS, words);
  return `${2 * HALF} connections: ${words}`;
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/** A byte now and then, as somebody does who wants it to last: none of them in the moment of a limit. */
const DRIP_MS = 3_700;

async function timeToClose(app: Hosted, sent: string, longest: number): Promise<number> {
  const socket = await app.connect(FROM);
  const began = performance.now();
  socket.write(sent);
  const dripping = setInterval(() => socket.write('x'), DRIP_MS);
  const giveUp = setTimeout(() => socket.destroy(), longest);
  socket.resume();
  await closed(socket);
  clearInterval(dripping);
  clearTimeout(giveUp);
  return performance.now() - began;
}

export function bytes(shared: Shared): readonly Attack[] {
  return [
    {
      id: 'H1',
      tried: 'two requests as one, and what is none',
      run: async () => smuggle(await shared()),
    },
    {
      id: 'R28',
      tried: 'half headers and half bodies, a byte at a time',
      isSlow: true,
      run: async () => holdOpen(await shared()),
    },
  ];
}
