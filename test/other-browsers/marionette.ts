/**
 * The protocol in Firefox that its WebDriver translates to. A message is its length in bytes, a colon and JSON;
 * `[0, id, command, parameters]` is answered with `[1, id, error, result]`.
 * https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
 */
import net from 'node:net';

interface Failure {
  readonly error: string;
  readonly message: string;
}

type Answer = readonly [type: 1, id: number, failure: Failure | null, result: unknown];

export interface Marionette {
  call(command: string, parameters: object): Promise<unknown>;
  close(): void;
}

export function connectMarionette(port: number): Marionette {
  const socket = net.connect(port, '127.0.0.1');
  const waiting = new Map<number, PromiseWithResolvers>();
  let sent = 0;
  readMessages(socket, (message) => {
    if (!Array.isArray(message)) return; // its greeting
    const [, id, failure, result] = message as unknown as Answer;
    if (failure) waiting.get(id)?.reject(new Error(`${failure.error}: ${failure.message}`));
    else waiting.get(id)?.resolve(result);
    waiting.delete(id);
  });
  socket.on('error', (error) => waiting.forEach(({ reject }) => reject(error)));
  return {
    call(command, parameters) {
      sent += 1;
      const message = JSON.stringify([0, sent, command, parameters]);
      socket.write(`${Buffer.byteLength(message)}:${message}`);
      return new Promise((resolve, reject) => {
        waiting.set(sent, { resolve, reject });
      });
    },
    close: () => socket.destroy(),
  };
}

interface PromiseWithResolvers {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

function readMessages(socket: net.Socket, take: (message: unknown) => void): void {
  let received = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    for (;;) {
      const colon = received.indexOf(':');
      const end = colon + 1 + Number(received.subarray(0, colon).toString());
      if (colon < 0 || received.length < end) return;
      take(JSON.parse(received.subarray(colon + 1, end).toString()));
      received = received.subarray(end);
    }
  });
}
