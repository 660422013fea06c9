/** A hosted demo as visitors meet it: by its public name and TLS, which a proxy in front has ended. */
import net from 'node:net';
import { Agent, fetch } from 'undici';
import { Browser } from './browser.ts';
import type { Send } from './browser.ts';

export interface Proxy {
  /** A visitor at an address of their own. */
  newBrowser(address?: string): Browser;
  close(): Promise<void>;
}

/** @param port Of the demo, on loopback: that is where every host name leads. */
export function standBefore(port: number, publicUrl: string, host = '127.0.0.1'): Proxy {
  const agent = new Agent({
    connect: (_options, callback) => {
      const socket = net.connect(port, host);
      socket.once('connect', () => callback(null, socket));
      socket.once('error', (error) => callback(error, null));
    },
  });
  const sendFrom =
    (address: string): Send =>
    async (url, init) => {
      const headers = {
        ...(init.headers as Record<string, string>),
        'X-Forwarded-For': address,
        'X-Forwarded-Proto': 'https',
      };
      const { method = 'GET', redirect = 'manual', body } = init;
      return fetch(url, {
        method,
        redirect,
        headers,
        dispatcher: agent,
        ...(body instanceof URLSearchParams && { body }),
      });
    };
  return {
    newBrowser: (address = '192.0.2.1') => new Browser(publicUrl, sendFrom(address)),
    close: () => agent.destroy(),
  };
}
