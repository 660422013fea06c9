/** The certificate and the key of a sandbox behind TLS: PEM, or files that hold it. */
import { readFile } from 'node:fs/promises';
import type { Server, ServerOptions } from 'node:http';

export interface Tls {
  cert: string;
  key: string;
}

/** @throws {RangeError} One without the other, or a file that cannot be read, or is none of PEM. */
export async function readTls(cert?: string, key?: string): Promise<Tls | undefined> {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) {
    throw new RangeError('cert and key belong together: give both, or none.');
  }
  return { cert: await readPem('cert', cert), key: await readPem('key', key) };
}

async function readPem(name: string, value: string): Promise<string> {
  if (isPem(value)) return value;
  const text = await readFile(value, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new RangeError(`The file of ${name} cannot be read (${error.code}).`, { cause: error });
  });
  // An empty one is as good as none to Node: it would listen, and fail every handshake.
  if (!isPem(text)) throw new RangeError(`The file of ${name} holds no PEM.`);
  return text;
}

function isPem(text: string): boolean {
  return text.includes('-----BEGIN');
}

/** Loaded by who needs it: a test that speaks http waits for no TLS. */
export async function serverWith(tls: Tls): Promise<(options: ServerOptions) => Server> {
  const { createServer } = await import('node:https');
  return (options) => {
    try {
      return createServer({ ...options, ...tls });
    } catch (error) {
      // OpenSSL's own words: what is wrong, and nothing of the key.
      const reason = error instanceof Error ? error.message : String(error);
      throw new RangeError(`cert and key cannot be used: ${reason}.`, { cause: error });
    }
  };
}
