/** nginx in front of the processes, as a deployment has it, by the same file: TLS, limits, addresses. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { makeCertificate } from '../support/certificate.ts';
import { isOpen } from '../support/ports.ts';
import { type Started, startProcess } from '../support/start-process.ts';
import { HOST } from './caddy.ts';

const SITE = readFileSync(path.resolve(import.meta.dirname, '../../deploy/nginx.conf'), 'utf8');

/** Where it is absent, the lines are left out, as the file says. */
export const hasIPv6 = Object.values(os.networkInterfaces()).some((addresses = []) =>
  addresses.some(({ address }) => address === '::1'),
);

/** Around it, what Debian's own file has, but for where things are: one process, and nothing outside the folder. */
function mainFile(folder: string): string {
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `daemon off;
master_process off;
pid ${folder}/pid;
error_log ${folder}/main.log;
events {}
http {
  ${kinds.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(' ')}
  include ${folder}/site.conf;
}
`;
}

/** deploy/nginx.conf with what a reader puts in. Each of these has to be there. */
function siteFile(folder: string, port: number, upstreams: readonly number[]): string {
  const edits: readonly (readonly [string, string])[] = [
    ['server 127.0.0.1:3000;', upstreams.map((one) => `server 127.0.0.1:${one};`).join(' ')],
    ['listen 80;', `listen unix:${folder}/http;`],
    ['listen [::]:80;', ''],
    ['listen 443 ', `listen 127.0.0.1:${port} `],
    ['listen [::]:443 ssl http2;', hasIPv6 ? `listen [::1]:${port} ssl http2;` : ''],
    ['/etc/ssl/demo.example/fullchain.pem', `${folder}/cert.pem`],
    ['/etc/ssl/demo.example/key.pem', `${folder}/key.pem`],
    ['/var/log/nginx/error.log', `${folder}/error.log`],
  ];
  let text = SITE;
  for (const [theirs, ours] of edits) {
    assert(text.includes(theirs), `deploy/nginx.conf has no "${theirs}".`);
    text = text.replaceAll(theirs, ours);
  }
  return text;
}

export interface Nginx extends Started {
  readonly ca: string;
  /** All that it has written. */
  log(): string;
}

/** @returns The proxy, and the certificate that it shows. */
export async function startNginx(
  port: number,
  upstreams: readonly number[],
  folder: string,
): Promise<Nginx> {
  const certificate = makeCertificate(HOST);
  assert(certificate, 'openssl made no certificate.');
  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  write('cert.pem', certificate.cert);
  write('key.pem', certificate.key);
  write('site.conf', siteFile(folder, port, upstreams));
  write('nginx.conf', mainFile(folder));
  const nginx = startProcess(['nginx', '-e', 'stderr', '-p', folder, '-c', 'nginx.conf']);
  while (!(await isOpen(port))) {
    if (!nginx.isAlive()) throw new Error(`nginx ended at its start: ${nginx.stderr()}`);
    await wait(20);
  }
  const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
  return {
    ...nginx,
    ca: certificate.cert,
    log: () => nginx.stdout() + nginx.stderr() + read('main.log') + read('error.log'),
  };
}
