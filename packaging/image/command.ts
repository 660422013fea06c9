/**
 * The two commands of the image, and the question whether one of them is well:
 *
 *   node packaging/image/command.ts [app | sandbox [options] | healthcheck]
 */
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';

const DIST = path.resolve(import.meta.dirname, '../../dist');
const [command = 'app', ...args] = process.argv.slice(2);
const { env } = process;

if (command === 'app') {
  await import(path.join(DIST, 'server.js'));
} else if (command === 'sandbox') {
  await startSandbox();
} else if (command === 'healthcheck') {
  process.exitCode = (await isWell()) ? 0 : 1;
} else {
  process.stderr.write(`There is no command ${command}; there are app, sandbox and healthcheck.\n`);
  process.exitCode = 2;
}

/** Everybody on its network reaches it: whoever is to drive it has to know a token. */
async function startSandbox(): Promise<void> {
  const isDecided =
    Boolean(env['SANDBOX_CONTROL_TOKEN']) ||
    Boolean(env['SANDBOX_NO_CONTROL']) ||
    args.some((arg) => /^--(control-token|no-control)\b/.test(arg));
  if (!isDecided) {
    env['SANDBOX_NO_CONTROL'] = 'true';
    process.stderr.write('SANDBOX_CONTROL_TOKEN is not set: the control API is off.\n');
  }
  process.argv.splice(2, 1); // it reads the options that follow its name
  await import(path.join(DIST, 'sandbox/cli.js'));
}

/** The app says whether it is ready; the sandbox is well when it listens, with TLS or without. */
async function isWell(): Promise<boolean> {
  const port = Number(env['PORT']);
  if (!(await isOpen(port))) return isOpen(Number(env['SANDBOX_PORT']));
  const { ok } = await fetch(`http://127.0.0.1:${port}/health/ready`);
  return ok;
}

async function isOpen(port: number): Promise<boolean> {
  const socket = net.connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
