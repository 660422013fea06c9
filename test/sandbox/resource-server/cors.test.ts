import { describe, expect, it } from '@jest/globals';
import { openRoom } from '../support/room.ts';
import { obtainAccessToken } from '../support/tokens.ts';

describe('CORS (contract §4.6)', () => {
  it('S44 lets a page of any origin call the API with Bearer, without credentials (contract §4.6)', async () => {
    const room = openRoom();
    const token = await obtainAccessToken(room);

    const preflight = await room.http
      .options(room.path('/2.0/user'))
      .set({
        Origin: 'https://page.example',
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': 'authorization,user-agent',
      })
      .expect(204);
    const answer = await room
      .askApi('/2.0/user', token)
      .set('Origin', 'https://page.example')
      .expect(200);

    for (const response of [preflight, answer]) {
      expect(response.get('Access-Control-Allow-Origin')).toBe('*');
      expect(response.get('Access-Control-Allow-Credentials')).toBeUndefined();
    }
    const allowed = preflight.get('Access-Control-Allow-Headers')?.toLowerCase() ?? '';
    expect(allowed).toContain('authorization');
    expect(allowed).not.toContain('user-agent');
  });

  it('S44 lets a page read a refusal too', async () => {
    const response = await openRoom().askApi('/2.0/user').expect(401);

    expect(response.get('Access-Control-Allow-Origin')).toBe('*');
  });

  it('S44 never allows another origin at authorize, sign-in, consent and the token endpoint (RFC 9700 §2.6)', async () => {
    const room = openRoom();
    const paths = ['authorize', 'access_token'].map((name) => `/site/oauth2/${name}`);

    for (const path of [...paths, '/_sandbox/sign-in', '/_sandbox/consent']) {
      for (const method of ['get', 'post', 'options'] as const) {
        const response = await room.http[method](room.path(path)).set(
          'Origin',
          'https://a.example',
        );
        expect(response.get('Access-Control-Allow-Origin')).toBeUndefined();
      }
    }
  });
});
