#!/usr/bin/env node
/** The command: starts a sandbox and says in one line what is there. */
import { openLines } from '../../process/lines.ts';
import { UsageError } from '../../process/program-options.ts';
import { onStopSignal } from '../../process/stop-signals.ts';
import { type CommandOptions, readOptions } from './command-line.ts';
import type { Sandbox } from './library.ts';
import { readOwnPackage } from './own-package.ts';
import { showHelp } from '../options/show-options.ts';

const stdout = openLines(process.stdout);
const stderr = openLines(process.stderr);
try {
  await run(readOptions(process.argv.slice(2), process.env));
} catch (error) {
  const { command } = readOwnPackage();
  const { text, exitCode } = describeFault(error, command);
  stderr.write(`${command}: ${text}\n`);
  process.exitCode = exitCode;
}

async function run({ asks, isQuiet, isJson, ...options }: CommandOptions): Promise<void> {
  if (asks !== undefined) {
    const { command, version } = readOwnPackage();
    stdout.write(asks === 'help' ? showHelp(command) : `${version}\n`);
    return;
  }
  const { createSandbox } = await import('./library.ts'); // `--help` and faults need no server
  const sandbox = await createSandbox(options);
  onStopSignal(() => void sandbox.close().then(() => process.exit(0)));
  if (!isQuiet) stdout.write(`${isJson ? toJson(sandbox) : describeSandbox(sandbox)}\n`);
}

/** One line: where, which era, a client that works, and who lives there. */
function describeSandbox({ baseUrl, era, clients, people }: Sandbox): string {
  const [{ clientId, clientSecret }] = clients;
  const names = people.map(({ username }) => username).join(', ');
  return `Sandbox on ${baseUrl} (era ${era}), client id ${clientId}, secret ${clientSecret}, people: ${names}`;
}

/** For programs: the same names as `createSandbox` has for it. */
function toJson(sandbox: Sandbox): string {
  const { baseUrl, authorizationEndpoint, tokenEndpoint, apiBaseUrl, era } = sandbox;
  const { clients, people } = sandbox;
  return JSON.stringify({
    baseUrl,
    authorizationEndpoint,
    tokenEndpoint,
    apiBaseUrl,
    era,
    clients,
    people,
  });
}

function describeFault(error: unknown, command: string): { text: string; exitCode: number } {
  const see = `${command} --help lists the options.`;
  if (error instanceof UsageError) return { text: `${error.message}. ${see}`, exitCode: 2 };
  if (error instanceof RangeError) return { text: error.message, exitCode: 2 }; // a faulty seed, too
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
