import { afterEach, describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../src/config/config.ts';
import { ConfigError } from '../../src/errors/errors.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';

const PATH = '/.well-known/security.txt';
const CONTACT = 'mailto:security@demo.example';
const DAY_MS = 86_400_000;

describe('security.txt (RFC 9116)', () => {
  let demo: TestDemo | undefined;
  afterEach(() => demo?.close());

  async function read(env: Record<string, string> = {}) {
    demo = await openDemo(env);
    return demo.newBrowser().get(PATH, { 'X-Forwarded-Proto': 'https' });
  }

  it('is not there where nobody is named', async () => {
    expect((await read()).status).toBe(404);
  });

  it('names the contact and an end within a year; on localhost no canonical address', async () => {
    const { status, headers, body } = await read({ SECURITY_CONTACT: CONTACT });

    expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    const [contact, expires = '', ...more] = body.trimEnd().split('\n');
    expect(contact).toBe(`Contact: ${CONTACT}`);
    const days = (Date.parse(expires.replace('Expires: ', '')) - Date.now()) / DAY_MS;
    expect(days).toBeGreaterThan(80);
    expect(days).toBeLessThan(365);
    expect(more).toEqual(['Preferred-Languages: en']);
  });

  it('has an end that moves on with the clock: what is served has not expired', async () => {
    await read({ SECURITY_CONTACT: CONTACT });
    demo?.advance(200 * DAY_MS);

    const { body = '' } = (await demo?.newBrowser().get(PATH)) ?? {};

    const end = Date.parse(/^Expires: (.*)$/m.exec(body)?.[1] ?? '');
    expect(end).toBeGreaterThan(Date.now() + 200 * DAY_MS);
  });

  it('names its own address where that is https (RFC 9116 §2.5.2)', async () => {
    const { body } = await read({
      PUBLIC_URL: 'https://demo.example',
      TRUSTED_PROXIES: '1',
      SECURITY_CONTACT: CONTACT,
    });

    expect(body).toContain(`\nCanonical: https://demo.example${PATH}\n`);
  });

  it.each([
    'security@demo.example',
    'http://demo.example',
    'mailto:',
    'mailto:a b@c',
    'me\nExpires: x',
  ])('R16 has no contact that is none: %j', (contact) => {
    expect(() => loadConfig('/nowhere/config.json', { SECURITY_CONTACT: contact })).toThrow(
      ConfigError,
    );
  });

  it.each([CONTACT, 'https://demo.example/report', 'tel:+1-201-555-0123'])(
    'may be %s',
    (contact) => {
      const { securityContact } = loadConfig('/nowhere/config.json', { SECURITY_CONTACT: contact });

      expect(securityContact).toBe(contact);
    },
  );
});
