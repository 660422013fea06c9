/** H1, R28: bytes that are no request, and requests that Node answers by itself; half of one, and then nothing. */
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { hold } from '../attack.ts';
import type { Attack } from '../attack.ts';
import { listening, runApp, runCommand } from '../../support/programs.ts';
import type { Program } from '../../support/programs.ts';

/** The port is put in where it is sent. */
const HOST = 'Host: localhost:PORT\r\n';

const BYTES: readonly string[] = [
  'GET / HTTP/1.1\r\n\r\n',
  `GET / HTTP/1.1\r\n${HOST}Expect: x\r\n\r\n`,
  `POST /site/oauth2/access_token HTTP/1.1\r\n${HOST}Expect: 100-continue\r\nContent-Length: 1\r\n\r\n`,
  `GET / HTTP/1.1\r\n${HOST}X: ${'x'.repeat(20_000)}\r\n\r\n`,
  `GET /${'x'.repeat(20_000)} HTTP/1.1\r\n${HOST}\r\n`,
  'GET / HTTP/9.9\r\n\r\n',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  `GET / HTTP/1.1\r\n${HOST}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
  `GET / HTTP/1.1\r\n${HOST}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: \r\n\r\n`,
  `CONNECT bitbucket.org:443 HTTP/1.1\r\n${HOST}\r\n`,
  `OPTIONS * HTTP/1.1\r\n${HOST}\r\n`,
  `TRACE / HTTP/1.1\r\n${HOST}\r\n`,
  `GET http://[::1 HTTP/1.1\r\n${HOST}\r\n`,
  `GET //\\evil HTTP/1.1\r\n${HOST}\r\n`,
  `GET / HTTP/1.1\r\n${HOST}Host: evil.example\r\n\r\n`,
  `POST / HTTP/1.1\r\n${HOST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\nZZ\r\n`,
  `POST / HTTP/1.1\r\n${HOST}Content-Length: -1\r\n\r\n`,
  `GET / HTTP/1.1\r\n${HOST}__proto__: x\r\n\r\n`,
  `GET / HTTP/1.0\r\n\r\n${'GET / HTTP/1.1\r\n\r\n'.repeat(50)}`,
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
];

/** Resolves with what came back, once the other side is done or nothing more comes. */
function send(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () =>
      socket.write(bytes.replaceAll('PORT', String(port)), 'latin1'),
    );
    let text = '';
    socket.setTimeout(400, () => socket.destroy());
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      socket.setTimeout(50); // nothing else is awaited
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
  });
}

async function sendAll(program: Program): Promise<string> {
  try {
    const statuses: string[] = [];
    for (const bytes of BYTES) {
      const answer = await send(program.port, bytes);
      hold(program.isAlive(), `it ended over ${JSON.stringify(bytes.slice(0, 60))}`);
      statuses.push(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? '-');
    }
    const alive = await fetch(`http://127.0.0.1:${program.port}/nothing`);
    hold(alive.status === 404, `it answers ${alive.status} afterwards`);
    hold(!statuses.includes('500'), `faults: ${statuses.join(' ')}`);
    return `${BYTES.length} kinds, answered ${statuses.join(' ')}; it lives`;
  } finally {
    await program.stop();
  }
}

/** R28: 15 seconds for the headers, 30 for the whole. */
async function keepHalfOpen(): Promise<string> {
  const programs = [await listening(await runApp()), await listening(await runCommand())];
  try {
    const held = programs.flatMap(({ port }) =>
      Array.from({ length: 50 }, () => timeToClose(port, 'GET / HTTP/1.1\r\nHost: local')),
    );
    const longest = Math.max(...(await Promise.all(held)));
    hold(longest < 21_000, `half a request is waited for ${Math.round(longest / 1000)} s`);
    return `100 connections, each closed after ${(longest / 1000).toFixed(1)} s at the latest`;
  } finally {
    for (const program of programs) await program.stop();
  }
}

function timeToClose(port: number, bytes: string): Promise<number> {
  const began = performance.now();
  const closed = new Promise<void>((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('error', () => undefined).on('close', () => resolve());
    socket.resume();
    setTimeout(() => socket.destroy(), 25_000).unref();
  });
  return Promise.race([closed, wait(25_000)]).then(() => performance.now() - began);
}

const notHosted = 'the proxy takes the bytes: attacks of its own send them there';

export const malformed: readonly Attack[] = [
  {
    id: 'H1',
    tried: 'what is no request, to the sandbox by itself',
    notHosted,
    run: async () => sendAll(await listening(await runCommand())),
  },
  {
    id: 'H1',
    tried: 'what is no request, to the app',
    notHosted,
    run: async () => sendAll(await listening(await runApp())),
  },
  {
    id: 'L3',
    tried: 'half a request, and then nothing',
    isSlow: true,
    notHosted,
    run: keepHalfOpen,
  },
];
