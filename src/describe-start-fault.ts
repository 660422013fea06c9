/** Why the start failed, in words for whoever started it: what is wrong, and what to do. */
import { ConfigError } from './errors/errors.ts';

const HOST_FIX = 'leave it out, or name an address of this machine, such as 127.0.0.1 or 0.0.0.0';

export function describeStartFault(error: unknown): string {
  if (error instanceof ConfigError) {
    return [error.message, ...error.faults.map((fault) => `  - ${fault}`)].join('\n');
  }
  const { code, syscall, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken. Stop what listens there, or choose another: PORT=${portAfter(port)} npm start`;
  }
  if (code === 'EACCES') return `Port ${port} needs rights that this process does not have.`;
  if (syscall === 'getaddrinfo') return `host (HOST) leads nowhere (${code}): ${HOST_FIX}.`;
  if (code === 'EADDRNOTAVAIL' || code === 'EINVAL') {
    return `host (HOST) is no address of this machine (${code}): ${HOST_FIX}.`;
  }
  if (syscall === 'listen' || syscall === 'bind') {
    return `Cannot listen (${code}): look at host (HOST) and port (PORT).`;
  }
  return `The start failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

function portAfter(port = 3000): number {
  return port < 65_535 ? port + 1 : 3000;
}
