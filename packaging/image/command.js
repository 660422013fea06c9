/**
 * The two commands of the image, and the question whether one of them is well:
 *
 *   node packaging/image/command.js [app | sandbox [options] | healthcheck]
 */
import net from 'node:net';

const [command = 'app', ...args] = process.argv.slice(2);
const { env } = process;

if (command === 'app') {
  await import('../../dist/server.js');
} else if (command === 'sandbox') {
  await startSandbox();
} else if (command === 'healthcheck') {
  process.exitCode = (await isWell()) ? 0 : 1;
} else {
  process.stderr.write(`There is no command ${command}; there are app, sandbox and healthcheck.\n`);
  process.exitCode = 2;
}

/** Everybody on its network reaches it: whoever is to drive it has to know a token. */
async function startSandbox() {
  const isDecided =
    Boolean(env.SANDBOX_CONTROL_TOKEN || env.SANDBOX_NO_CONTROL) ||
    args.some((arg) => /^--(control-token|no-control)\b/.test(arg));
  if (!isDecided) {
    env.SANDBOX_NO_CONTROL = 'true';
    process.stderr.write('SANDBOX_CONTROL_TOKEN is not set: the control API is off.\n');
  }
  process.argv.splice(2, 1); // it reads the options that follow its name
  await import('../../dist/sandbox/cli.js');
}

/** The app says whether it is ready; the sandbox is well when it listens, with TLS or without. */
async function isWell() {
  if (!(await isOpen(env.PORT))) return isOpen(env.SANDBOX_PORT);
  const { ok } = await fetch(`http://127.0.0.1:${env.PORT}/health/ready`);
  return ok;
}

function isOpen(port) {
  return new Promise((resolve) => {
    const socket = net.connect(Number(port), '127.0.0.1');
    socket.once('connect', () => socket.end() && resolve(true));
    socket.once('error', () => resolve(false));
  });
}
