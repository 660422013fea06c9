/** Which commands a Redis is sent, as it tells by MONITOR itself: `GET sessions`, without the keys. */
import { createClient } from 'redis';

export interface CommandWatch {
  /** Those since the last time it was asked. */
  take(): Promise<string[]>;
  stop(): void;
}

const END = 'end-of-this-step';

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
  const [, store = ''] = /"grants:([\w-]+):/.exec(line) ?? [];
  return `${command.toUpperCase()} ${store}`;
}
