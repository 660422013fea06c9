/** S38, S39: what HTTP/2 lets through that HTTP/1.1 does not: sizes, names, lengths, streams without end. */
import http2 from 'node:http2';
import { type Attack, hold } from '../attack.ts';
import { timeOf } from '../time.ts';
import { type Deployment, type Shared, loopbackOf } from './deployment.ts';

const FROM = '203.0.113.230';
const STREAMS = 2_000;

type Headers = http2.OutgoingHttpHeaders;

interface Answer {
  readonly status: number;
  readonly headers: http2.IncomingHttpHeaders;
  readonly body: string;
}

async function withSession<T>(
  { publicUrl, ca }: Deployment,
  act: (session: http2.ClientHttp2Session) => Promise<T>,
): Promise<T> {
  const { hostname, port } = new URL(publicUrl);
  const where = { servername: hostname, ca, localAddress: loopbackOf(FROM) };
  const session = http2.connect(`https://127.0.0.1:${port}`, where);
  session.on('error', () => undefined);
  try {
    return await act(session);
  } finally {
    session.destroy();
  }
}

/** @returns Status 0 where the stream was reset. */
function ask(app: Deployment, headers: Headers, body = ''): Promise<Answer> {
  return withSession(app, (session) => {
    const { host } = new URL(app.publicUrl);
    const stream = session.request({ ':authority': host, ':path': '/', ...headers });
    let [status, got, text]: [number, http2.IncomingHttpHeaders, string] = [0, {}, ''];
    stream.on('response', (all) => {
      got = all;
      status = all[':status'] ?? 0;
    });
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
    stream.on('error', () => undefined);
    stream.setTimeout(5_000, () => stream.close());
    stream.end(body);
    return new Promise((resolve) =>
      stream.once('close', () => resolve({ status, headers: got, body: text })),
    );
  });
}

async function oversize(app: Deployment): Promise<string> {
  const well = await ask(app, {});
  hold(well.status === 200, `a request as it should be gets ${well.status}`);
  const kinds: readonly (readonly [string, Headers])[] = [
    ['a header of 18 kB', { x: 'x'.repeat(18_000) }],
    ['a header of 60 kB', { x: 'x'.repeat(60_000) }],
    ['a header of 900 kB', { x: 'x'.repeat(900_000) }],
    [
      '600 headers',
      Object.fromEntries(Array.from({ length: 600 }, (_, at) => [`x-${at}`, 'y'.repeat(40)])),
    ],
    ['a cookie of 20 kB', { cookie: `a=${'x'.repeat(20_000)}` }],
    ['a path of 20 kB', { ':path': `/${'x'.repeat(20_000)}` }],
  ];
  const said: string[] = [];
  for (const [what, headers] of kinds) {
    const { status } = await ask(app, headers);
    hold(status === 0 || status === 431 || status === 414, `${what} is answered with ${status}`);
    said.push(`${what} ${status || 'is cut off'}`);
  }
  const next = await ask(app, {});
  hold(next.status === 200, `the next request gets ${next.status}`);
  return said.join(', ');
}

/** A body that is longer or shorter than it says, and the names by which a proxy finds the app. */
async function mislead(app: Deployment): Promise<string> {
  const hidden = `GET /smuggled-2 HTTP/1.1\r\nHost: ${new URL(app.publicUrl).host}\r\n\r\n`;
  const path = { ':method': 'POST', ':path': '/client-credentials/authorize' };
  const lengths = [
    await ask(app, { ...path, 'content-length': '0' }, hidden),
    await ask(app, { ...path, 'content-length': '4' }, hidden),
    await ask(app, { ...path, 'content-length': '5000' }, hidden),
  ];
  const hosts = [
    await ask(app, { ':authority': 'evil.example', ':path': '/authorization-code/authorize' }),
    await ask(app, { ':scheme': 'http', ':path': '/authorization-code/authorize' }),
    await ask(app, { ':path': 'http://evil.example/authorization-code/authorize' }),
    await ask(app, { ':path': '//evil.example/authorization-code/authorize' }),
  ];
  hold(!app.stderr().includes('/smuggled-2'), 'the app saw a request in a body');
  for (const { status, headers } of [...lengths, ...hosts]) {
    hold(status !== 500, 'it ends in a fault');
    hold(!`${headers.location}`.includes('evil'), `it leads to ${headers.location}`);
  }
  const words = (answers: readonly Answer[]) => answers.map(({ status }) => status).join(' ');
  return `other lengths ${words(lengths)}, other names ${words(hosts)}`;
}

/** CVE-2023-44487: streams that are opened and at once reset. How many somebody may send is the proxy's to say. */
async function reset(app: Deployment): Promise<string> {
  const opened = await withSession(app, async (session) => {
    const { host } = new URL(app.publicUrl);
    let count = 0;
    while (count < STREAMS && !session.destroyed) {
      const stream = session.request({ ':authority': host, ':path': '/health/live' });
      stream.on('error', () => undefined).close(http2.constants.NGHTTP2_CANCEL);
      count += 1;
      if (count % 50 === 0) await new Promise(setImmediate);
    }
    return count;
  });
  let status = 0;
  const waited = await timeOf(async () => {
    ({ status } = await app.ask({ path: '/', from: '198.51.100.231' }));
  });
  const words = `after ${opened} streams another gets ${status} after ${Math.round(waited)} ms`;
  hold(opened > 100, `nothing was tried: ${words}`);
  hold(status === 200 && app.isAlive(), words);
  return words;
}

export function http2Attacks(shared: Shared): readonly Attack[] {
  const on = (act: (app: Deployment) => Promise<string>) => async () => act(await shared());
  return [
    { id: 'S38', tried: 'headers that are too large, by HTTP/2', run: on(oversize) },
    { id: 'S39', tried: 'other lengths and other names, by HTTP/2', run: on(mislead) },
    { id: 'S38', tried: `${STREAMS} streams that are reset, by HTTP/2`, run: on(reset) },
  ];
}
