import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { createSandbox } from '../../../src/sandbox/standalone/library.ts';
import { makeCertificate } from '../../support/certificate.ts';

const certificate = makeCertificate();
const describeTls = certificate ? describe : describe.skip; // openssl is not everywhere
const { cert, key } = certificate ?? { cert: '', key: '' };
const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-tls-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
}

/** By a client that trusts this certificate, and checks it. */
function get(url: string): Promise<{ body: string; pinned: string | undefined }> {
  return new Promise((resolve, reject) => {
    const sending = https.get(url, { ca: cert, agent: false }, (answer) => {
      let body = '';
      answer.on('data', (chunk: Buffer) => (body += chunk.toString()));
      answer.on('end', () =>
        resolve({ body, pinned: answer.headers['strict-transport-security'] }),
      );
    });
    sending.on('error', reject);
  });
}

describeTls('A sandbox with a certificate', () => {
  it.each([
    ['files', () => ({ cert: file('cert.pem', cert), key: file('key.pem', key) })],
    ['PEM', () => ({ cert, key })],
    ['PEM, by whichever name', () => ({ cert, key, publicUrl: 'auto' })],
  ])('speaks https, from %s, and says so of itself', async (_from, options) => {
    const sandbox = await createSandbox(options());
    const { body } = await get(`${sandbox.baseUrl}/`);
    await sandbox.close();

    expect(sandbox.baseUrl).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(JSON.parse(body)).toMatchObject({ tokenEndpoint: sandbox.tokenEndpoint });
    expect(sandbox.tokenEndpoint).toMatch(/^https:/);
  });

  it('leaves the other servers of this machine to plain http: no HSTS', async () => {
    const sandbox = await createSandbox({ cert, key });
    const { pinned } = await get(`${sandbox.baseUrl}/`);
    await sandbox.close();

    expect(pinned).toBeUndefined();
  });

  it.each([
    ['a certificate alone', { cert }, /^cert and key belong together: give both, or none\.$/],
    ['a key alone', { key }, /^cert and key belong together/],
    ['no such file', { cert, key: '/nowhere.pem' }, /^The file of key cannot be read \(ENOENT\)/],
    ['no PEM', { cert: file('none.pem', 'canary'), key }, /^The file of cert holds no PEM\.$/],
    [
      'an empty certificate',
      { cert: file('empty.pem', ''), key },
      /^The file of cert holds no PEM/,
    ],
    ['an empty key', { cert, key: file('empty.pem', '\n') }, /^The file of key holds no PEM/],
    [
      'half of a certificate',
      { cert: cert.slice(0, cert.length / 2), key },
      /^cert and key cannot be used: /,
    ],
    [
      'the key of another',
      { cert, key: makeCertificate()?.key ?? '' },
      /^cert and key cannot be used: .*mismatch/,
    ],
  ])('is told apart from %s', async (_what, options, message) => {
    const started = createSandbox(options).then((sandbox) => sandbox.close());

    await expect(started).rejects.toThrow(RangeError);
    await expect(started).rejects.toThrow(message);
    await expect(started).rejects.not.toThrow(/canary|PRIVATE/);
  });
});
