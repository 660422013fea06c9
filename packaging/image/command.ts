/**
 * The two commands of the image, and the question whether one of them is well:
 *
 *   node packaging/image/command.ts [app | sandbox [options] | healthcheck]
 */
import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import net from 'node:net';
import path from 'node:path';

const DIST = path.resolve(import.meta.dirname, '../../dist');
const [command = 'app', ...args] = process.argv.slice(2);
const { env } = process;

if (command === 'app') {
  await start('server.js');
} else if (command === 'sandbox') {
  await startSandbox();
} else if (command === 'healthcheck') {
  process.exit((await isWell()) ? 0 : 1);
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
  await start('sandbox/cli.js');
}

/** The first process of a container hears no signal that it does not listen to: until they do, this one does. */
async function start(program: string): Promise<void> {
  const signals = ['SIGHUP', 'SIGINT', 'SIGTERM'];
  const leave = () => process.exit(0);
  for (const signal of signals) process.on(signal, leave);
  await import(path.join(DIST, program));
  for (const signal of signals) process.off(signal, leave);
}

/** The app says whether it is ready; the sandbox is well when it listens, with TLS or without. */
async function isWell(): Promise<boolean> {
  const status = await askTheApp();
  const isNoApp = status === undefined || status === 404;
  return isNoApp ? isOpen(portOf('SANDBOX_PORT', 7999)) : status === 200;
}

/** Nothing where nobody listens, or somebody who speaks otherwise. */
async function askTheApp(): Promise<number | undefined> {
  try {
    const options = { host: hostOf('HOST'), port: portOf('PORT', 3000), path: '/health/ready' };
    const [{ statusCode }] = (await once(http.get(options), 'response')) as [IncomingMessage];
    return statusCode;
  } catch {
    return undefined;
  }
}

async function isOpen(port: number): Promise<boolean> {
  const socket = net.connect(port, hostOf('SANDBOX_HOST'));
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Empty is as good as not set; and what the other command cannot use is not asked for. */
function portOf(variable: string, otherwise: number): number {
  return Number(env[variable]) || otherwise;
}

/** Who connects to `0.0.0.0` or `::` reaches this machine, where Linux runs. */
function hostOf(variable: string): string {
  return env[variable] || '127.0.0.1';
}
