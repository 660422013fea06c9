import { describe, expect, it } from '@jest/globals';
import { openRoom } from '../support/room.ts';
import { obtainAccessToken } from '../support/tokens.ts';

const PREFLIGHT = {
  Origin: 'https://page.example',
  'Access-Control-Request-Method': 'GET',
  'Access-Control-Request-Headers': 'authorization,user-agent',
};

describe('CORS (contract §4.6)', () => {
  it('S44 lets a page of any origin call the API with Bearer, without credentials (contract §4.6)', async () => {
    const room = openRoom();
    const token = await obtainAccessToken(room);

    const preflight = await room.http.options(room.path('/2.0/user')).set(PREFLIGHT).expect(204);
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

  it('I11: fails a preflight where a test asks for it, and spares the call; every other fault spares the preflight (contract §4.6)', async () => {
    const room = openRoom('current', { control: 'in-process' });
    const token = await obtainAccessToken(room);
    const { faults } = room.sandbox;
    const preflight = () => room.http.options(room.path('/2.0/user')).set(PREFLIGHT);

    faults.set({ fault: 'preflight', endpoint: 'api', times: 2 });
    await room.askApi('/2.0/user', token).expect(200);
    await preflight().expect(401);
    await room.http.options(room.path('/site/oauth2/access_token')).expect(500); // as ever
    await preflight().expect(401);
    await preflight().expect(204);
    faults.set({ fault: 'preflight', endpoint: '/2.0/user', status: 500, times: 1 });
    faults.set({ fault: 'status', status: 401, endpoint: 'api', times: 1 });
    await preflight().expect(500);
    await preflight().expect(204);
    await room.askApi('/2.0/user', token).expect(401);

    const received = room.sandbox.received().filter(({ method }) => method === 'OPTIONS');
    expect(received.map(({ fault }) => fault)).toEqual([
      'preflight',
      null,
      'preflight',
      null,
      'preflight',
      null,
    ]);
  });

  it('I11: sets that fault for nobody in particular, and nowhere else than at the API', () => {
    const { faults } = openRoom('current', { control: 'in-process' }).sandbox;
    const order = { fault: 'preflight', endpoint: 'api' } as const;

    expect(() => faults.set({ ...order, visitor: 'somebody' })).toThrow(/^visitor is .*absent/);
    expect(() => faults.set({ ...order, endpoint: 'token' })).toThrow(/^endpoint is "token"/);
    expect(() => faults.set({ ...order, status: 204 })).toThrow(/^status is 204/);
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
