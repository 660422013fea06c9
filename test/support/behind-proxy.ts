/** A hosted demo as visitors meet it: by its public name and TLS, which a proxy in front has ended. */
import http from 'node:http';
import { Browser } from './browser.ts';
import type { Send } from './browser.ts';
import { sendTo } from './raw.ts';

export interface Proxy {
  /** A visitor at an address of their own. */
  newBrowser(address?: string): Browser;
  close(): Promise<void>;
}

/** @param port Of the demo, on loopback: that is where every host name leads. */
export function standBefore(port: number, publicUrl: string, host = '127.0.0.1'): Proxy {
  const agent = new http.Agent({ keepAlive: true });
  const send = sendTo(`http://${host}:${port}`, agent);
  const sendFrom =
    (address: string): Send =>
    (url, init) => {
      const headers = {
        ...(init.headers as Record<string, string>),
        'X-Forwarded-For': address,
        'X-Forwarded-Proto': 'https',
      };
      return send(url, { ...init, headers });
    };
  return {
    newBrowser: (address = '192.0.2.1') => new Browser(publicUrl, sendFrom(address)),
    close: async () => agent.destroy(),
  };
}
