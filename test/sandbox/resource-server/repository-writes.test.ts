import { describe, expect, it } from '@jest/globals';
import { jsonOf, pageOf } from '../support/answers.ts';
import { type Room, openRoom } from '../support/room.ts';
import { obtainAccessToken } from '../support/tokens.ts';

const WORKSPACE = '/2.0/repositories/analytical-engines';
const LAMP = `${WORKSPACE}/lamp`;

function obtain(room: Room, scope = '', person = 'ada') {
  return obtainAccessToken(room, { person, scope, client: room.client('Client that writes') });
}

function create(room: Room, token: string, body?: object | string, path = LAMP) {
  const call = room.http.post(room.path(path)).set('Authorization', `Bearer ${token}`);
  return body === undefined ? call : call.type('json').send(body);
}

function remove(room: Room, token: string, path = LAMP) {
  return room.http.delete(room.path(path)).set('Authorization', `Bearer ${token}`);
}

async function sizeOf(room: Room, token: string): Promise<unknown> {
  return pageOf(await room.askApi(WORKSPACE, token)).size;
}

describe('Creating a repository (contract §3)', () => {
  it('`repository:admin` creates one, which is then read, listed and empty (contract §3)', async () => {
    const room = openRoom();
    const token = await obtain(room);
    const body = { scm: 'git', is_private: true, description: 'Gives light', language: 'go' };

    const created = await create(room, token, body).expect(200);

    expect(created.body).toMatchObject({
      type: 'repository',
      full_name: 'analytical-engines/lamp',
      is_private: true,
      description: 'Gives light',
      mainbranch: null,
      created_on: '2026-11-22T12:00:00.000000+00:00',
    });
    expect((await room.askApi(LAMP, token).expect(200)).body).toEqual(created.body);
    expect(await sizeOf(room, token)).toBe(27);
    expect(pageOf(await room.askApi(`${LAMP}/commits`, token)).values).toEqual([]);
    expect(pageOf(await room.askApi(`${LAMP}/refs/branches`, token)).values).toEqual([]);
  });

  it('needs no body', async () => {
    const room = openRoom();

    const created = await create(room, await obtain(room)).expect(200);

    expect(created.body).toMatchObject({ slug: 'lamp', name: 'lamp', is_private: false });
  });

  it.each(['repository', 'repository:write', 'repository:delete', 'pullrequest:write'])(
    'S55 refuses %s alone with 403, and creates nothing: it does not imply repository:admin (contract §3)',
    async (scope) => {
      const room = openRoom();

      const response = await create(room, await obtain(room, scope), {}).expect(403);

      expect(response.body).toMatchObject({
        error: { detail: { required: ['repository:admin'], granted: [scope] } },
      });
      expect(await sizeOf(room, await obtain(room))).toBe(26);
    },
  );

  it('answers 400 "Repository with this Slug and Owner already exists." for a slug that is taken', async () => {
    const room = openRoom();
    const token = await obtain(room);
    await create(room, token, {}).expect(200);

    for (const slug of ['lamp', 'LAMP', 'mill']) {
      const response = await create(room, token, {}, `${WORKSPACE}/${slug}`).expect(400);
      expect(response.body).toEqual({
        type: 'error',
        error: {
          message: 'Repository with this Slug and Owner already exists.',
          fields: { name: ['You already have a repository with this name.'] },
        },
      });
    }
    expect(await sizeOf(room, token)).toBe(27);
  });

  it.each([
    ['a list', '[]', 'body'],
    ['no JSON', '{"scm":', 'body'],
    ['a number', '7', 'body'],
    ['null', 'null', 'body'],
    ['a text', '"lamp"', 'body'],
    ['brackets beyond all depth', '['.repeat(10_000), 'body'],
    ['a number for a name', { name: 7 }, 'name'],
    ['an object for a text', { description: {} }, 'description'],
    ['a list for a project', { project: ['MAIN'] }, 'project'],
    ['another scm', { scm: 'hg' }, 'scm'],
    ['a word for a flag', { is_private: 'yes' }, 'is_private'],
    ['an unknown project', { project: { key: 'NONE' } }, 'project.key'],
  ])('answers 400 "Bad request" with `fields` for %s (contract §4.5)', async (_, body, field) => {
    const room = openRoom();
    const token = await obtain(room);

    const response = await create(room, token, body).expect(400);

    expect(response.body).toMatchObject({
      type: 'error',
      error: { message: 'Bad request', fields: { [field]: [expect.any(String)] } },
    });
    expect(await sizeOf(room, token)).toBe(26);
  });

  it.each(['-lamp', '..%2Flamp', 'a%20b', '%3Cb%3E', 'x'.repeat(63)])(
    'answers 400 for the slug %s',
    async (slug) => {
      const room = openRoom();
      const token = await obtain(room);

      await create(room, token, {}, `${WORKSPACE}/${slug}`).expect(400);

      expect(await sizeOf(room, token)).toBe(26);
    },
  );

  it('answers 400 with `fields` for more than 10 kB, for a charset that it cannot read, and 401 before without a good token (contract §4.5)', async () => {
    const room = openRoom();
    const token = await obtain(room);
    const long = { description: 'x'.repeat(11_000) };

    const answers = [
      await create(room, token, long).expect(400),
      await create(room, token, '{}').type('application/json; charset=klingon').expect(400),
    ];
    await create(room, 'nonsense', long).expect(401);
    await create(room, await obtain(room, 'account'), long).expect(403);

    for (const { body } of answers) {
      expect(body).toEqual({
        type: 'error',
        error: {
          message: 'Bad request',
          fields: { body: ['The body cannot be read, or is longer than 10 kB.'] },
        },
      });
    }
    expect(await sizeOf(room, token)).toBe(26);
  });

  it('S34 takes `__proto__` and `constructor` in JSON for names like any other', async () => {
    const room = openRoom();
    const body = '{"__proto__":{"is_private":true},"constructor":{"prototype":{"x":1}}}';

    const created = await create(room, await obtain(room), body).expect(200);

    expect(created.body).toMatchObject({ is_private: false });
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('answers "Forbidden" in a workspace of others, and 404 where it is private (contract §4.5)', async () => {
    const room = openRoom();
    const stranger = await obtain(room, '', 'nora');

    const visible = await create(room, stranger, {}).expect(403);
    await create(room, stranger, {}, '/2.0/repositories/second-key/lamp').expect(404);

    expect(visible.body).toEqual({ type: 'error', error: { message: 'Forbidden' } });
    expect(await sizeOf(room, await obtain(room))).toBe(26);
  });

  it('R19 keeps the latest 200 that were created, and all the ready-made ones', async () => {
    const room = openRoom();
    const token = await obtain(room);
    for (let count = 0; count < 203; count += 1) {
      await create(room, token, undefined, `${WORKSPACE}/lamp-${count}`).expect(200);
    }

    expect(await sizeOf(room, token)).toBe(226);
    await room.askApi(`${WORKSPACE}/lamp-2`, token).expect(404);
    await room.askApi(`${WORKSPACE}/lamp-3`, token).expect(200);
    await room.askApi(`${WORKSPACE}/mill`, token).expect(200);
  });
});

describe('Deleting a repository (contract §3)', () => {
  it('`repository:delete` deletes one: 204 without a body, then 404 (contract §3)', async () => {
    const room = openRoom();
    const token = await obtain(room);

    const response = await remove(room, token, `${WORKSPACE}/mill`).expect(204);

    expect(response.text).toBe('');
    await room.askApi(`${WORKSPACE}/mill`, token).expect(404);
    await remove(room, token, `${WORKSPACE}/mill`).expect(404);
    expect(await sizeOf(room, token)).toBe(25);
  });

  it.each(['repository:write', 'repository:admin', 'pullrequest:write'])(
    'S55 refuses %s alone with 403: only repository:delete gives it (contract §3)',
    async (scope) => {
      const room = openRoom();

      await remove(room, await obtain(room, scope), `${WORKSPACE}/mill`).expect(403);

      await room.askApi(`${WORKSPACE}/mill`, await obtain(room)).expect(200);
    },
  );

  it('answers "Forbidden" to a member who is no administrator (contract §4.5)', async () => {
    const room = openRoom();
    const token = await obtain(room, '', 'bruno');

    const response = await remove(room, token, `${WORKSPACE}/mill`).expect(403);

    expect(jsonOf(response)).toEqual({ type: 'error', error: { message: 'Forbidden' } });
    await room.askApi(`${WORKSPACE}/mill`, token).expect(200);
  });

  it('lets a repository be created again after it was deleted', async () => {
    const room = openRoom();
    const token = await obtain(room);
    await remove(room, token, `${WORKSPACE}/mill`).expect(204);

    await create(room, token, {}, `${WORKSPACE}/mill`).expect(200);

    expect(await sizeOf(room, token)).toBe(26);
  });
});

describe('Writes where strangers share the sandbox', () => {
  it('S60 shows what was created to the same grant alone, and keeps the slug free for others', async () => {
    const room = openRoom('current', { isShared: true });
    const [mine, theirs] = [await obtain(room), await obtain(room)];
    await create(room, mine, { description: 'mine' }).expect(200);

    await room.askApi(LAMP, mine).expect(200);
    await room.askApi(LAMP, theirs).expect(404);
    await remove(room, theirs).expect(404);
    expect(await sizeOf(room, theirs)).toBe(26);
    await create(room, theirs, { description: 'theirs' }).expect(200);
    expect((await room.askApi(LAMP, mine)).body).toMatchObject({ description: 'mine' });
    await remove(room, mine).expect(204);
  });

  it('S60 refuses to delete a ready-made repository: 403', async () => {
    const room = openRoom('current', { isShared: true });
    const token = await obtain(room);

    await remove(room, token, `${WORKSPACE}/mill`).expect(403);

    await room.askApi(`${WORKSPACE}/mill`, token).expect(200);
  });
});
