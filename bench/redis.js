/** A Redis of the bench's own: on a free port, with nothing on disk. */
import { spawn } from 'node:child_process';
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const LONGEST_WAIT_MS = 5_000;

/** Not pinned: one that waits for a core longer than a second is away, says the app. */
export async function startRedis() {
  const port = await findFreePort();
  const args = ['--port', port, '--bind', '127.0.0.1', '--save', ''].map(String);
  const child = spawn('redis-server', args, { stdio: 'ignore' });
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

function findFreePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
