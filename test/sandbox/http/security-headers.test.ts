import { describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { openRoom } from '../support/room.ts';

/** One answer of every kind. */
async function everyAnswer(): Promise<Response[]> {
  const room = openRoom();
  const visitor = room.visitor();
  return [
    await visitor.authorize(), // 303
    await visitor.arrive(), // 200, a page
    await visitor.reachConsent(),
    await visitor.authorize({ client_id: 'nobody' }), // 400
    await visitor.post('/_sandbox/sign-in', {}, 'cross-site'), // 403
    await room.http.get(room.path('/nothing')), // 404
    await room.http.get(room.path('/%zz')), // malformed
    await room.http.post(room.path('/site/oauth2/authorize')), // 405
    await room.askToken({ grant_type: 'client_credentials' }), // 200, JSON
    await room.askToken({ filler: 'x'.repeat(20_000) }), // 413
    await room.askApi('/2.0/user'), // 401
    await room.http.options(room.path('/2.0/user')), // 204
    await room.http.options(room.path('/site/oauth2/access_token')), // 500
    await room.http.get(room.path('/_sandbox/sandbox.css')),
    await room.http.get(room.path('/_sandbox/avatars/ada.svg')),
  ];
}

describe('Headers of the sandbox', () => {
  it('S27 allows nothing inline, no data:, no wildcard, and uses nothing inline', async () => {
    for (const response of await everyAnswer()) {
      const policy = response.get('Content-Security-Policy') ?? '';
      expect(policy).not.toMatch(/unsafe|data:|\*/);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("base-uri 'none'");
      const html = response.type === 'text/html' ? response.text : '';
      expect(html).not.toMatch(/\sstyle=|\son\w+=|<script|<style/);
    }
  });

  it('S23 forbids caching of every answer but the stylesheet, and sends no ETag with them', async () => {
    for (const response of (await everyAnswer()).slice(0, -2)) {
      expect(response.get('Cache-Control')).toBe('no-store');
      expect(response.get('ETag')).toBeUndefined();
    }
  });

  it('S29 sends HSTS of a year with subdomains where it is public over https, and only there', async () => {
    const secure = openRoom('current', { baseUrl: 'https://demo.example' });
    const local = openRoom();

    const overHttps = await secure.http.get('/nothing');
    const overHttp = await local.http.get(local.path('/nothing'));

    expect(overHttps.get('Strict-Transport-Security')).toBe('max-age=31536000; includeSubDomains');
    expect(overHttp.get('Strict-Transport-Security')).toBeUndefined();
    const ofThisMachine = openRoom('current', { baseUrl: 'https://localhost:7999' });
    const unpinned = await ofThisMachine.http.get('/nothing'); // or no http server here would be reached
    expect(unpinned.get('Strict-Transport-Security')).toBeUndefined();
  });
});
