/** A certificate that nobody trusts, made with openssl: it is not everywhere. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Tls } from './scripted-server.ts';

/** @param host What it is for: an address or a name. */
export function makeCertificate(host = '127.0.0.1'): Tls | undefined {
  const folder = mkdtempSync(path.join(tmpdir(), 'tls-'));
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const name = `${isIP(host) ? 'IP' : 'DNS'}:${host}`;
  const command = `req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=${host} -addext subjectAltName=${name} -keyout ${key} -out ${cert}`;
  try {
    execFileSync('openssl', command.split(' '), { stdio: 'ignore' });
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
