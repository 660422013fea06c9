/** From the start of the process to its first answers: the health check, then a page. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { Connection } from '../load/connection.js';
import { median } from '../measure.js';
import { CORES, canPin, cpuMs, residentMb } from '../processes.js';

const HERE = path.resolve(import.meta.dirname, '..');
const RETRY_MS = 2;

const LIMIT = 'bare Express and EJS';
const CONTENDERS = [
  { name: LIMIT, script: 'start/express-ejs.js' },
  { name: 'the app (node dist/server.js)', script: '.product/dist/server.js' },
];

export async function measureStart({ rounds, report }) {
  report('Start to first answer');
  const starts = new Map(CONTENDERS.map(({ name }) => [name, []]));
  for (const { script } of CONTENDERS) await startOnce(script); // the disk's cache
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, script } of CONTENDERS) starts.get(name).push(await startOnce(script));
  }
  const limit = starts.get(LIMIT);
  return CONTENDERS.map(({ name }) => {
    const of = (read) => median(starts.get(name).map(read));
    return {
      name,
      healthMs: of(({ healthMs }) => healthMs),
      pageMs: of(({ pageMs }) => pageMs),
      times: median(starts.get(name).map(({ healthMs }, at) => healthMs / limit[at].healthMs)),
      pageTimes: median(starts.get(name).map(({ pageMs }, at) => pageMs / limit[at].pageMs)),
      cpuMs: of((one) => one.cpuMs),
      residentMb: of((one) => one.residentMb),
    };
  });
}

async function startOnce(script) {
  const port = await freePort();
  const command = [process.execPath, path.join(HERE, script)];
  const [program, ...args] = canPin ? ['taskset', '-c', String(CORES.tested), ...command] : command;
  const env = {
    PATH: process.env.PATH,
    PORT: String(port),
    HOST: '127.0.0.1',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  };
  const startedAt = performance.now();
  const child = spawn(program, args, { stdio: 'ignore', env });
  try {
    const connection = await answering(port);
    const healthMs = performance.now() - startedAt;
    const page = await get(connection, port, '/');
    if (page.status !== 200 || !page.body.includes('<html')) throw new Error(`${script}: no page`);
    const pageMs = performance.now() - startedAt;
    connection.close();
    return { healthMs, pageMs, cpuMs: cpuMs(child), residentMb: residentMb(child) };
  } finally {
    child.kill('SIGKILL');
  }
}

/** @returns Milliseconds until the sandbox's command says that it listens, the median. */
export async function measureCommand({ rounds, report }) {
  report('Start of the command');
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const script = path.join(HERE, '.product/dist/sandbox/cli.js');
    const startedAt = performance.now();
    const child = spawn(process.execPath, [script, '--port', '0']);
    await once(child.stdout, 'data');
    times.push(performance.now() - startedAt);
    child.kill('SIGKILL');
  }
  return median(times);
}

/** Asks until it answers. */
async function answering(port) {
  for (let attempt = 0; attempt < 5_000; attempt += 1) {
    const connection = new Connection(port);
    const answer = await get(connection, port, '/healthcheck').catch(() => undefined);
    if (answer?.status === 200) return connection;
    connection.close();
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
  throw new Error('It never answered.');
}

function get(connection, port, at) {
  return connection.request(
    `GET ${at} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept: text/html\r\n\r\n`,
  );
}

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
