import { describe, expect, it } from '@jest/globals';
import { openRoom } from './support/room.ts';
import { obtainAccessToken } from './support/tokens.ts';

describe('Headers of the API (contract §4.6)', () => {
  it.each(['legacy', 'current'] as const)(
    'I6: says of a token of OAuth `X-Credential-Type`: "`oauth2`" in %s, on answers and refusals, and no `X-RateLimit-…`, "not OAuth" (contract §4.6)',
    async (era) => {
      const room = openRoom(era);
      const token = await obtainAccessToken(room, { scope: 'account repository' });
      const mill = '/2.0/repositories/analytical-engines/mill';

      const answers = [
        await room.askApi('/2.0/user', token).expect(200),
        await room.askApi('/2.0/user/emails', token).expect(403),
        await room.askApi(`${mill}/commit/0000000`, token).expect(404),
        await room.http.put(room.path('/2.0/user')).auth(token, { type: 'bearer' }).expect(405),
      ];

      for (const { headers } of answers) {
        expect(headers).toMatchObject({
          'x-credential-type': 'oauth2',
          'x-oauth-scopes': 'account, repository',
        });
        expect(Object.keys(headers as object).join(' ')).not.toContain('ratelimit');
      }
    },
  );

  it('I6: lets a page of another origin read every one of them (contract §4.6)', async () => {
    const exposed = (await openRoom().askApi('/2.0/user')).get('Access-Control-Expose-Headers');

    expect(exposed?.split(', ').toSorted()).toEqual([
      'Deprecation',
      'Link',
      'Sunset',
      'WWW-Authenticate',
      'X-Accepted-OAuth-Scopes',
      'X-Credential-Type',
      'X-OAuth-Scopes',
      'X-RateLimit-Limit',
      'X-RateLimit-Remaining',
      'X-RateLimit-Reset',
    ]);
  });

  it('answers 429 in Bitbucket’s words, with `Retry-After` only where a test asks for it (contract §4.5, §4.6)', async () => {
    const room = openRoom('current', { control: 'http' });
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
