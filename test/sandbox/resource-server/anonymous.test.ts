import { describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { pageOf } from '../support/answers.ts';
import { openRoom } from '../support/room.ts';
import { obtainAccessToken } from '../support/tokens.ts';

const MILL = '/2.0/repositories/analytical-engines/mill';
const PRIVATE = '/2.0/repositories/analytical-engines/store';

function limitOf(answer: Response): (string | undefined)[] {
  return ['Limit', 'Remaining', 'Reset'].map((name) => answer.get(`X-RateLimit-${name}`));
}

describe('Calls without a token (contract §4.6)', () => {
  it.each(['legacy', 'current'] as const)(
    'I14: reads a public repository in %s, with "`x-ratelimit-limit: 60, 60;w=3600`", what is left and the seconds until it is whole (contract §4.6)',
    async (era) => {
      const room = openRoom(era);
      const first = await room.askApi(MILL).expect(200);
      room.clock.advance('10m');
      const second = await room.askApi(`${MILL}/commits`).expect(200);

      expect(first.body).toMatchObject({ full_name: 'analytical-engines/mill' });
      expect(limitOf(first)).toEqual(['60, 60;w=3600', '59', '3600']);
      expect(limitOf(second)).toEqual(['60, 60;w=3600', '58', '3000']);
      expect(Object.keys(first.headers as object).join(' ')).not.toMatch(/oauth|credential/);
    },
  );

  it.each([
    '',
    '/pullrequests',
    '/pullrequests/1/comments',
    '/refs/branches',
    '/refs/tags',
    '/src/main/README.md',
    '/commit/main/statuses',
    '/diff/main',
    '/diffstat/main',
    '/patch/main',
    '/forks',
  ])('I14: reads what a public repository shows: %s (contract §4.6)', async (below) => {
    await openRoom()
      .askApi(MILL + below)
      .expect(200);
  });

  it('I14: reads people, and of a workspace the public repositories alone (contract §4.6)', async () => {
    const room = openRoom();

    const list = pageOf(await room.askApi('/2.0/repositories/analytical-engines?pagelen=100'));
    await room.askApi(`/2.0/users/${room.sandbox.people[0]?.accountId ?? ''}`).expect(200);

    expect(list.values.length).toBeGreaterThan(1);
    expect(list.values.filter((repository) => repository['is_private'] === true)).toEqual([]);
  });

  it('I14: hides a private repository as one that is not there: "make sure you are authenticated" (contract §4.5)', async () => {
    const room = openRoom();

    const hidden = await room.askApi(PRIVATE).expect(404);
    const none = await room.askApi(`${PRIVATE}-of-nobody`).expect(404);

    expect(hidden.body).toEqual(none.body);
    expect(hidden.text).toContain('make sure you are authenticated');
  });

  it.each(['/2.0/user', '/2.0/user/emails', `${MILL}/hooks`, '/2.0/workspaces/analytical-engines'])(
    'I14: asks for a token at %s (contract §4.2)',
    async (path) => {
      await openRoom().askApi(path).expect(401);
    },
  );

  it('I14: takes nobody for anonymous who sends something wrong', async () => {
    const room = openRoom();

    await room.askApi(MILL, 'nonsense').expect(401);
    await room.askApi(`${MILL}?access_token=nonsense`).expect(401);
    await room.askApi(MILL).auth('me', 'wrong').expect(401);
    await room.http.post(room.path(MILL)).send({}).expect(401);
    await room.http.delete(room.path(MILL)).expect(401);
  });

  it('I14: answers 429 after "60/h per IP", until the hour is over, and others go on (contract §4.6)', async () => {
    const room = openRoom();
    for (let left = 60; left > 0; left -= 1) await room.askApi(MILL).expect(200);

    const refused = await room.askApi(MILL).expect(429);
    await room.askApi(MILL, await obtainAccessToken(room)).expect(200);
    room.clock.advance('1h');

    expect(refused.body).toEqual({
      type: 'error',
      error: { message: 'Rate limit for this resource has been exceeded' },
    });
    expect(limitOf(refused)).toEqual(['60, 60;w=3600', '0', '3600']);
    expect(refused.get('Retry-After')).toBeUndefined();
    expect(limitOf(await room.askApi(MILL).expect(200))[1]).toBe('59');
  });

  it('I14: answers none of them with `refuse`', async () => {
    const room = openRoom('current', { anonymousReads: 'refuse' });

    const refused = await room.askApi(MILL).expect(401);

    expect(limitOf(refused)).toEqual([undefined, undefined, undefined]);
  });
});
