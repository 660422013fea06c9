import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HOSTED } from '../support/hosted.ts';
import { type Program, listening, runApp, runCommand, runLibrary } from '../support/programs.ts';
import { openSocket } from '../support/raw.ts';

/** A request as it goes over the wire, and the status of each answer; `none`: it is hung up on. */
type Row = readonly [what: string, bytes: string | Buffer, statuses: RegExp];

const TOO_LARGE = 'x'.repeat(20_000);
const TLS_HELLO = Buffer.from('16030102000100', 'hex');

/** Stands for the program's own. */
const HOST = '{host}';

/** What Node answers by itself, before or without Express; and what looks as if it might. */
function createRows(): Row[] {
  const host = HOST;
  const get = (head = '') => `GET / HTTP/1.1\r\nHost: ${host}\r\n${head}\r\n`;
  const post = (head: string, body: string) =>
    `POST / HTTP/1.1\r\nHost: ${host}\r\n${head}\r\n\r\n${body}`;
  const last = 'Connection: close\r\n';
  const ours = String.raw`[2-4]\d\d`;
  const answered = new RegExp(`^${ours}$`);
  return [
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', /^400$/],
    ['no Host in HTTP/1.0', 'GET / HTTP/1.0\r\n\r\n', answered],
    ['two Hosts', get(`Host: evil.example\r\n${last}`), answered],
    ['a strange Expect', get(`Expect: x\r\n${last}`), /^417$/],
    [
      'a body that waits',
      post(`Expect: 100-continue\r\n${last}Content-Length: 3`, 'a=b'),
      /^100 4/,
    ],
    ['a large header', get(`X: ${TOO_LARGE}\r\n`), /^431$/],
    ['a large URL', `GET /${TOO_LARGE} HTTP/1.1\r\nHost: ${host}\r\n\r\n`, /^431$/],
    ['no HTTP', 'GARBAGE\r\n\r\n', /^400$/],
    ['another version', `GET / HTTP/9.9\r\nHost: ${host}\r\n\r\n`, /^400$/],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', /^400$/],
    ['TLS', TLS_HELLO, /^400$/],
    ['NUL in a header', get('X: a\0b\r\n'), /^400$/],
    ['two lengths', post('Content-Length: 3\r\nTransfer-Encoding: chunked', '0\r\n\r\n'), /^400$/],
    ['a bad chunk', post('Transfer-Encoding: chunked', 'ZZ\r\n'), /^4\d\d( 400)?$/],
    ['an upgrade to h2c', get(`Upgrade: h2c\r\nConnection: Upgrade, close\r\n`), answered],
    ['a web socket', get('Upgrade: websocket\r\nConnection: Upgrade, close\r\n'), answered],
    ['CONNECT', `CONNECT example.com:443 HTTP/1.1\r\nHost: ${host}\r\n\r\n`, /^none$/],
    ['TRACE', `TRACE / HTTP/1.1\r\nHost: ${host}\r\n${last}\r\n`, /^40[345]$/],
    ['OPTIONS *', `OPTIONS * HTTP/1.1\r\nHost: ${host}\r\n${last}\r\n`, answered],
    ['a whole URL', `GET http://${host}/ HTTP/1.1\r\nHost: ${host}\r\n${last}\r\n`, answered],
    ['no URL', `GET http://[ HTTP/1.1\r\nHost: ${host}\r\n${last}\r\n`, /^404$/],
    ['three at once', get().repeat(2) + get(last), new RegExp(`^${ours} ${ours} ${ours}$`)],
    ['bytes behind its end', `${get()}NO REQUEST\r\n\r\n`, new RegExp(`^(${ours} )?400$`)],
    ['bytes behind a body', `${post('Content-Length: 3', 'a=b')}X`, /^(4\d\d )?4\d\d$/],
    ['half a head', `GET / HTTP/1.1\r\nHost: ${host}`, /^(400|none)$/],
    ['half a body', post('Content-Length: 9', 'a=b'), new RegExp(`^(400|none|${ours}( 400)?)$`)],
  ];
}

type Start = readonly [name: string, run: () => Promise<Program>, host?: string];

const PROGRAMS: readonly Start[] = [
  ['the app', () => runApp({ SANDBOX_CONTROL: 'true' })],
  ['the hosted app', () => runApp(HOSTED), 'demo.example'],
  ['the command bitbucket-sandbox', () => runCommand()],
  ['a process with createSandbox()', runLibrary],
];

describe.each(PROGRAMS)('What Node answers by itself, in %s', (_name, run, publicHost) => {
  let program: Program;
  const host = () => publicHost ?? new URL(program.url).host;
  beforeAll(async () => {
    program = await listening(await run());
  });
  afterAll(() => program.stop('SIGTERM'));

  it.each(createRows())('S37 %s is answered, and harms nobody', async (_what, bytes, statuses) => {
    const { socket, ended } = openSocket(program.url);
    socket.write(typeof bytes === 'string' ? bytes.replaceAll(HOST, host()) : bytes);
    setTimeout(() => socket.end(), 100); // nothing more comes

    const answer = await ended;

    expect(statusesIn(answer)).toMatch(statuses);
    expect(answer).not.toMatch(/\bat \w+ \(|[jt]s:\d+|node_modules|TypeError/);
    expect((await fetch(program.url)).status).toBeLessThan(500);
  });

  it('S37 a client that goes away in the midst of a file is no fault of ours', async () => {
    const files = ['/style.css', '/sandbox/current/_sandbox/sandbox.css', '/_sandbox/sandbox.css'];
    for (const file of files) {
      const { socket, ended } = openSocket(program.url);
      socket.write(`GET ${file} HTTP/1.1\r\nHost: ${host()}\r\n\r\nNO REQUEST\r\n\r\n`);
      socket.once('data', () => socket.destroy());
      await ended;
    }
    expect((await fetch(program.url)).status).toBeLessThan(500);
  });

  it('S42 all of that leaves no line in the log', () => {
    expect(program.isAlive()).toBe(true);
    expect(withoutDeprecation(program.stderr())).toBe('');
  });
});

/** Express (its parseurl) still calls url.parse, of which Node 24 says once that it should not: no line of ours. */
function withoutDeprecation(stderr: string): string {
  return stderr.replace(/^\(node:\d+\) \[DEP0169\][^\n]*\n\(Use [^\n]*\n/m, '');
}

function statusesIn(answer: string): string {
  const found = [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => status);
  return found.length === 0 ? 'none' : found.join(' ');
}
