/** Ports of this machine: one that is free, and whether somebody listens at one. */
import net from 'node:net';

/** Below those that the system hands out by itself, and a thousand for each of Jest's workers. */
const FIRST_PORT = 20_000 + (Number(process.env['JEST_WORKER_ID'] ?? 0) % 12) * 1_000;
let tried = Math.floor(Math.random() * 1_000);

/** A port that nobody else takes between now and the moment it is used. */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = FIRST_PORT + (tried % 1_000);
    tried += 1;
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer().on('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** Does anything take connections there by now? */
export function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('connect', () => socket.end() && resolve(true));
    socket.on('error', () => resolve(false));
  });
}

/** After a restart: connections that the process before has closed are still in fetch's pool: uses them up. */
export async function forgetConnections(url: string): Promise<void> {
  const answers = () =>
    fetch(`${url}/healthcheck`).then(
      ({ ok }) => ok,
      () => false,
    );
  for (let tries = 0; tries < 10 && !(await answers()); tries += 1);
}
