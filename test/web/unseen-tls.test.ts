import { afterEach, describe, expect, it } from '@jest/globals';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { sendRaw } from '../support/raw.ts';

const PUBLIC_URL = 'https://demo.example';
const HTTPS = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '203.0.113.9' };
const RUN = '/authorization-code/authorize';

let demo: TestDemo;
afterEach(() => demo.close());

async function readiness(path = '/health/ready') {
  const { status, body } = await sendRaw(demo.url, { path });
  return [status, JSON.parse(body) as { status: string; output?: string }] as const;
}

function visit(path: string, headers: Record<string, string> = {}) {
  return sendRaw(demo.url, { path, headers: { Host: 'demo.example', ...headers } });
}

const linesOf = (text: string) =>
  demo
    .log()
    .split('\n')
    .filter((line) => line.includes(text));

describe('R26 R27 an https publicUrl', () => {
  it('R26 R27 with no trusted proxy is not ready, from the first probe on, and says which setting is missing', async () => {
    demo = await openDemo({ PUBLIC_URL });

    for (const path of ['/health/ready', '/healthcheck']) {
      expect(await readiness(path)).toEqual([
        503,
        {
          status: 'fail',
          output: expect.stringMatching(
            /no run can finish\. Set trustedProxies \(TRUSTED_PROXIES\)/,
          ),
        },
      ]);
    }
    expect(await readiness('/health/live')).toEqual([200, { status: 'pass' }]);
    expect((await visit(RUN, HTTPS)).headers['set-cookie']).toBeUndefined(); // as it says
    expect((await readiness())[0]).toBe(503);
    expect(linesOf('TRUSTED_PROXIES')).toHaveLength(1);
  });

  it('R27 is ready whatever is asked over http, as long as nobody starts a run so', async () => {
    demo = await openDemo({ PUBLIC_URL, TRUSTED_PROXIES: '1' });

    for (const path of ['/healthcheck', '/', '/authorization-code', '/style.css', '/nowhere']) {
      await visit(path);
    }
    expect(await readiness()).toEqual([200, { status: 'pass' }]);
  });

  it('R26 R27 warns once a run was started whose cookie could not be set, until TLS is seen', async () => {
    demo = await openDemo({ PUBLIC_URL, TRUSTED_PROXIES: '1' });

    const plain = await visit(RUN, { 'X-Forwarded-For': '203.0.113.9' });
    await visit(RUN);
    const warned = await readiness();
    const secure = await visit(RUN, HTTPS);
    await visit(RUN);

    expect(plain.headers['set-cookie']).toBeUndefined();
    expect(warned).toEqual([
      200,
      { status: 'warn', output: expect.stringContaining('X-Forwarded-Proto') },
    ]);
    expect(linesOf('X-Forwarded-Proto')).toHaveLength(1);
    expect(secure.headers['set-cookie']?.join()).toContain('__Host-session=');
    expect(await readiness()).toEqual([200, { status: 'pass' }]);
  });
});

describe('R27 an http publicUrl', () => {
  it('R27 is ready whatever a proxy says', async () => {
    demo = await openDemo();

    await sendRaw(demo.url, { path: RUN, headers: HTTPS });

    expect(await readiness()).toEqual([200, { status: 'pass' }]);
    expect(linesOf('publicUrl is https')).toEqual([]);
  });
});
