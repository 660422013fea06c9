/** What a Redis is asked: by which commands, and in how many writes. */
import { Socket } from 'node:net';
import { jest } from '@jest/globals';
import { createClient } from 'redis';

export interface CommandWatch {
  /** Those since the last time it was asked. */
  take(): Promise<string[]>;
  stop(): void;
}

const END = 'end-of-this-step';

/** As Redis tells by MONITOR itself: `GET sessions`, without the keys. */
export async function watchCommands(url: string): Promise<CommandWatch> {
  const monitor = createClient({ url });
  const marker = createClient({ url });
  await Promise.all([monitor.connect(), marker.connect()]);
  let seen: string[] = [];
  let isMarked = () => undefined as void;
  await monitor.monitor((line) => {
    if (line.includes(END)) isMarked();
    else if (!/^\S+ \[\d+ lua\]| "(?:PING|HELLO|CLIENT)"/i.test(line)) seen.push(line);
  });
  return {
    async take() {
      // MONITOR keeps the order: once this is told, all before it is.
      const marked = new Promise<void>((resolve) => (isMarked = resolve));
      await marker.echo(END);
      await marked;
      const commands = seen.map(nameCommand);
      seen = [];
      return commands;
    },
    stop() {
      monitor.destroy();
      marker.destroy();
    },
  };
}

function nameCommand(line: string): string {
  const [, command = ''] = /\] "(\w+)"/.exec(line) ?? [];
  const [, store = ''] = /"grants-\d+:([\w-]+):/.exec(line) ?? [];
  return `${command.toUpperCase()} ${store}`;
}

export interface WriteWatch {
  /** The commands of each write since the last time it was asked, without their keys. */
  take(): string[][];
  stop(): void;
}

/**
 * The writes of this very process, each of which is a way there and back: what is asked for in one turn of the event
 * loop goes out at once. `redis` corks its socket, writes, and uncorks it.
 */
export function watchWrites({ port }: URL): WriteWatch {
  const written = jest.spyOn(Socket.prototype, 'write');
  const uncorked = jest.spyOn(Socket.prototype, 'uncork');
  return {
    take() {
      const writes = new Map<number | undefined, string>();
      written.mock.calls.forEach(([chunk], at) => {
        const socket = written.mock.contexts[at];
        if (!(socket instanceof Socket) || String(socket.remotePort) !== port) return;
        const since = written.mock.invocationCallOrder[at] ?? 0;
        const end = uncorked.mock.invocationCallOrder.find(
          (order, of) => order > since && uncorked.mock.contexts[of] === socket,
        );
        writes.set(end, (writes.get(end) ?? '') + String(chunk));
      });
      written.mockClear();
      uncorked.mockClear();
      return [...writes.values()].map(readCommands).filter(({ length }) => length > 0);
    },
    stop() {
      written.mockRestore();
      uncorked.mockRestore();
    },
  };
}

/** `*3 $3 GET $… grants-2:sessions:…`, in lines of their own. */
function readCommands(sent: string): string[] {
  const commands = sent.split(/^\*\d+\r\n/m).slice(1);
  return commands.flatMap((command) => {
    const [, name = ''] = command.split('\r\n');
    const [, store] = /grants-\d+:([\w-]+):/.exec(command) ?? [];
    return store === undefined ? [] : [`${name} ${store}`];
  });
}
