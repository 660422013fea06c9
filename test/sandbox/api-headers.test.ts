import { describe, expect, it } from '@jest/globals';
import { openRoom } from './support/room.ts';
import { obtainAccessToken } from './support/tokens.ts';

describe('Headers that the API does not send (contract §4.6)', () => {
  it.each([200, 403, 404])(
    'sends with %i no `X-Credential-Type`, "OAuth value unknown", and no `X-RateLimit-…`, "not OAuth" (contract §4.6)',
    async (status) => {
      const room = openRoom();
      const token = await obtainAccessToken(room, { scope: 'account' });
      const paths = { 200: '/2.0/user', 403: '/2.0/user/emails', 404: '/2.0/nothing' };

      const { headers } = await room.askApi(paths[status as 200], token).expect(status);

      const names = Object.keys(headers as object).filter((name) =>
        /credential-type|ratelimit/.test(name),
      );
      expect(names).toEqual([]);
    },
  );

  it('counts no anonymous calls: each is refused with 401, without "x-ratelimit-limit: 60" (contract §4.6)', async () => {
    const room = openRoom();

    const answer = await room.askApi('/2.0/repositories/analytical-engines').expect(401);

    expect(Object.keys(answer.headers as object).join(' ')).not.toContain('ratelimit');
  });

  it('answers 429 in Bitbucket’s words, with `Retry-After` only where a test asks for it (contract §4.5, §4.6)', async () => {
    const room = openRoom('current', { control: true });
    const token = await obtainAccessToken(room);
    room.sandbox.faults.set({ fault: 'status', endpoint: 'api', status: 429, times: 1 });

    const answer = await room.askApi('/2.0/user', token).expect(429);

    expect(answer.body).toEqual({
      type: 'error',
      error: { message: 'Rate limit for this resource has been exceeded' },
    });
    expect(answer.get('Retry-After')).toBeUndefined();
  });
});
