/** A Redis of the bench's own: on a free port, with nothing on disk; when it is full, as in compose.scale.yaml. */
import { spawn } from 'node:child_process';
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from './free-port.js';
import { pinned } from './processes.js';

const LONGEST_WAIT_MS = 5_000;
const MEMORY = ['--maxmemory', '256mb', '--maxmemory-policy', 'allkeys-lru'];

/** @param core Absent: any. One that waits for its core longer than a second is away, says the app. */
export async function startRedis(core) {
  const port = await freePort();
  const where = ['--port', String(port), '--bind', '127.0.0.1'];
  const command = ['redis-server', ...where, '--save', '', '--appendonly', 'no', ...MEMORY];
  const [program, ...args] = core === undefined ? command : pinned(core, command);
  const child = spawn(program, args, { stdio: 'ignore' });
  child.on('error', () => undefined); // is not installed: said below
  const endsAt = performance.now() + LONGEST_WAIT_MS;
  while (!(await isOpen(port))) {
    if (performance.now() > endsAt)
      throw new Error('redis-server does not start: is it installed?');
    await wait(20);
  }
  return { child, url: `redis://127.0.0.1:${port}` };
}

function isOpen(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
