import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApp } from '../support/app.ts';
import { openLiveDemo } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { sendRaw } from '../support/raw.ts';

describe('The health of the app (draft-inadarei-api-health-check)', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo({ BITBUCKET_URL: 'http://127.0.0.1:9' }); // nothing listens there
  });
  afterAll(() => demo.close());

  it.each(['/healthcheck', '/health/ready', '/health/live'])(
    'R27 %s passes, uncached, without a version, a secret or a cookie, Bitbucket or not',
    async (path) => {
      const { status, headers, body } = await sendRaw(demo.url, { path });

      expect(status).toBe(200);
      expect(headers['content-type']).toMatch(/^application\/health\+json/);
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['set-cookie']).toBeUndefined();
      expect(JSON.parse(body)).toEqual({ status: 'pass' });
    },
  );

  it('R27 fails with 503 while the app is draining; the process is still alive', async () => {
    let isDraining = false;
    const app = await openApp({ isDraining: () => isDraining });
    const statuses = async () =>
      Promise.all(
        ['/healthcheck', '/health/ready', '/health/live'].map(
          async (path) => (await sendRaw(app.url, { path })).status,
        ),
      );
    try {
      expect(await statuses()).toEqual([200, 200, 200]);
      isDraining = true;
      expect(await statuses()).toEqual([503, 503, 200]);
    } finally {
      await app.close();
    }
  });
});
