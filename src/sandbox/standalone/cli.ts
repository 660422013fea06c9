#!/usr/bin/env node
/** The command `bitbucket-sandbox`: starts a sandbox and says in one line what is there. */
import { openLines } from '../../process/lines.ts';
import { onStopSignal } from '../../process/stop-signals.ts';
import { FaultyInputError } from '../seed/faulty-input.ts';
import { type CommandOptions, UsageError, readOptions } from './command-line.ts';
import type { Sandbox } from './library.ts';
import { HELP } from './show-options.ts';

const stdout = openLines(process.stdout);
const stderr = openLines(process.stderr);
try {
  await run(readOptions(process.argv.slice(2), process.env));
} catch (error) {
  const { text, exitCode } = describeFault(error);
  stderr.write(`bitbucket-sandbox: ${text}\n`);
  process.exitCode = exitCode;
}

async function run({ isHelp, isQuiet, ...options }: CommandOptions): Promise<void> {
  if (isHelp) {
    stdout.write(HELP);
    return;
  }
  const { createSandbox } = await import('./library.ts'); // `--help` and faults need no server
  const sandbox = await createSandbox(options);
  onStopSignal(() => void sandbox.close().then(() => process.exit(0)));
  if (!isQuiet) stdout.write(`${describeSandbox(sandbox)}\n`);
}

/** One line: where, which era, a client that works, and who lives there. */
function describeSandbox({ baseUrl, era, clients, people }: Sandbox): string {
  const [{ clientId, clientSecret }] = clients;
  const names = people.map(({ username }) => username).join(', ');
  return `Sandbox on ${baseUrl} (era ${era}), client id ${clientId}, secret ${clientSecret}, people: ${names}`;
}

function describeFault(error: unknown): { text: string; exitCode: number } {
  const see = 'bitbucket-sandbox --help lists the options.';
  if (error instanceof FaultyInputError) return { text: error.message, exitCode: 2 };
  if (error instanceof UsageError) return { text: `${error.message}. ${see}`, exitCode: 2 };
  if (error instanceof RangeError) return { text: error.message, exitCode: 2 };
  const { code, port, address } = error as NodeJS.ErrnoException & {
    port?: number;
    address?: string;
  };
  if (code === 'EADDRINUSE') {
    const fix = 'Stop what listens there, or choose another: --port 0 takes any free one.';
    return { text: `Port ${port} is taken. ${fix}`, exitCode: 1 };
  }
  if (code === undefined) return { text: String(error), exitCode: 1 };
  const where = address ?? 'the address of --host';
  return { text: `Cannot listen on ${where} (${code}): look at --host and --port.`, exitCode: 1 };
}
