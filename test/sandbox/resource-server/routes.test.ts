import { describe, expect, it } from '@jest/globals';
import { jsonOf, pageOf } from '../support/answers.ts';
import { type Room, openRoom } from '../support/room.ts';
import { obtainAccessToken } from '../support/tokens.ts';

const BASE = 'http://localhost:3000/sandbox/current/2.0';

const everybodys = openRoom();
const everybodysLegacy = openRoom('legacy');

async function ask(path: string, person = 'ada', room: Room = everybodys) {
  return room.askApi(path, await obtainAccessToken(room, { person }));
}

describe('API endpoints (contract §4.2)', () => {
  it('answers /2.0/user with every field of the contract and no e-mail (contract §4.2)', async () => {
    const body = jsonOf(await ask('/2.0/user'));

    expect(body).toMatchObject({
      type: 'user',
      uuid: expect.stringMatching(/^\{[0-9a-f-]{36}\}$/),
      account_id: expect.any(String),
      username: 'ada',
      nickname: 'ada',
      display_name: 'Ada Example',
      created_on: expect.any(String),
      is_staff: false,
      location: null,
      website: null,
      account_status: 'active',
      has_2fa_enabled: null,
    });
    expect(Object.keys(body['links'] ?? {}).toSorted()).toEqual([
      'avatar',
      'hooks',
      'html',
      'repositories',
      'self',
      'snippets',
    ]);
    expect(JSON.stringify(body)).not.toContain('@');
  });

  it('answers "also /2.0/user/", and below /api/2.0 (contract §4.1, §4.2)', async () => {
    const room = everybodys;
    const token = await obtainAccessToken(room);
    const plain = jsonOf(await room.askApi('/2.0/user', token).expect(200));

    for (const path of ['/2.0/user/', '/api/2.0/user', '/api/2.0/user/']) {
      expect((await room.askApi(path, token).expect(200)).body).toEqual(plain);
    }
  });

  it('answers /2.0/user/emails with is_primary and is_confirmed (contract §4.2)', async () => {
    const page = pageOf(await ask('/2.0/user/emails'));

    expect(page.values[0]).toEqual({
      type: 'email',
      email: 'ada@mail.example',
      is_primary: true,
      is_confirmed: true,
      links: { self: { href: `${BASE}/user/emails/ada%40mail.example` } },
    });
    expect(page.size).toBe(3);
  });

  it('has a person without e-mail and repository, and one with two workspaces', async () => {
    const room = everybodys;

    expect(pageOf(await ask('/2.0/user/emails', 'nora', room)).values).toEqual([]);
    expect(pageOf(await ask('/2.0/repositories/nora-nobody', 'nora', room)).values).toEqual([]);
    expect(pageOf(await ask('/2.0/user/workspaces', 'bruno', room)).values).toHaveLength(2);
  });

  it('answers /2.0/user/workspaces with `workspace_access` and a bare `workspace_base` (contract §4.2)', async () => {
    const page = pageOf(await ask('/2.0/user/workspaces/'));

    expect(page.values).toEqual([
      {
        type: 'workspace_access',
        administrator: true,
        workspace: {
          type: 'workspace_base',
          uuid: expect.any(String),
          slug: 'analytical-engines',
          links: { self: expect.anything(), avatar: expect.anything() },
        },
      },
    ]);
  });

  it('answers /2.0/user/workspaces/{ws}/permission, and 404 for a stranger (contract §4.2)', async () => {
    const room = everybodys;
    const path = '/2.0/user/workspaces/analytical-engines/permission';

    expect((await ask(path, 'ada', room)).body).toEqual({ permission: 'owner' });
    expect((await ask(path, 'bruno', room)).body).toEqual({ permission: 'member' });
    expect((await ask(path, 'nora', room)).status).toBe(404);
  });

  it('answers /2.0/workspaces/{ws} with its fields, by slug and by UUID (contract §4.2)', async () => {
    const room = everybodys;
    const response = await ask('/2.0/workspaces/analytical-engines', 'ada', room);
    const { uuid = '' } = response.body as { uuid?: string };

    expect(response.body).toMatchObject({
      type: 'workspace',
      slug: 'analytical-engines',
      name: 'Analytical Engines',
      is_private: false,
      created_on: expect.any(String),
      links: { self: { href: `${BASE}/workspaces/analytical-engines` } },
    });
    const again = await ask(`/2.0/workspaces/${encodeURIComponent(uuid)}`, 'ada', room);
    expect(again.body).toEqual(response.body);
  });

  it('answers a repository with every field of the contract (contract §4.2)', async () => {
    const body = jsonOf(await ask('/2.0/repositories/analytical-engines/mill'));

    expect(Object.keys(body).toSorted()).toEqual(
      [
        'type uuid name full_name slug description scm website owner workspace project is_private',
        'fork_policy created_on updated_on size language mainbranch parent has_issues has_wiki',
        'enforced_signed_commits override_settings links',
      ]
        .join(' ')
        .split(' ')
        .toSorted(),
    );
    expect(body).toMatchObject({
      full_name: 'analytical-engines/mill',
      scm: 'git',
      mainbranch: { type: 'branch' },
      links: { clone: [{ name: 'https' }, { name: 'ssh' }] },
    });
  });

  it('S3: answers pull requests: "OPEN (default)", state "repeatable", and `ALL`, in any case, and ignores what is none (contract §4.2)', async () => {
    const room = everybodys;
    const token = await obtainAccessToken(room);
    const list = async (query: string) => {
      const path = `/2.0/repositories/analytical-engines/note-g/pullrequests${query}`;
      return pageOf(await room.askApi(path, token)).values;
    };
    const all = await list('?state=ALL');

    const isIn = (...states: string[]) => all.filter(({ state }) => states.includes(String(state)));
    expect(all.length).toBeGreaterThan(1);
    expect(await list('')).toEqual(isIn('OPEN'));
    expect(await list('?state=OPEN&state=MERGED')).toEqual(isIn('OPEN', 'MERGED'));
    expect(all[0]).toMatchObject({
      type: 'pullrequest',
      source: { commit: { hash: expect.stringMatching(/^[0-9a-f]{12}$/) } },
      summary: { type: 'rendered' },
      author: { type: 'user' },
    });
    // S3: as renovate, go-scm and bitbucket-v2 send it.
    expect(await list('?state=open')).toEqual(isIn('OPEN'));
    expect(await list('?state=all')).toEqual(all);
    expect(await list('?state=closed')).toEqual(isIn('OPEN'));
    expect(await list('?state=OPEN,MERGED')).toEqual(isIn('OPEN'));
    expect(await list('?state=closed&state=merged')).toEqual(isIn('MERGED'));
  });

  it('answers commits with "no `size`", and an opaque `next` that leads through all of them (contract §4.2)', async () => {
    const room = everybodys;
    const token = await obtainAccessToken(room);
    const hashes: unknown[] = [];
    let path = '/2.0/repositories/analytical-engines/mill/commits';
    while (path !== '') {
      const page = pageOf(await room.askApi(path, token));
      expect(page).not.toHaveProperty('size');
      hashes.push(...page.values.map(({ hash }) => hash));
      path = page.next?.replace('http://localhost:3000/sandbox/current', '') ?? '';
    }

    expect(hashes.length).toBeGreaterThan(10);
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(hashes[0]).toMatch(/^[0-9a-f]{40}$/);
  });

  it('answers one commit, and 404 "Commit not found" with `data.shas` (contract §4.5)', async () => {
    const room = everybodys;
    const token = await obtainAccessToken(room);
    const base = '/2.0/repositories/analytical-engines/mill';
    const [newest] = pageOf(await room.askApi(`${base}/commits`, token)).values;

    const found = await room
      .askApi(`${base}/commit/${String(newest?.['hash'])}`, token)
      .expect(200);
    const missing = await room.askApi(`${base}/commits/0000000`, token).expect(404);

    expect({ ...found.body, rendered: newest?.['rendered'] }).toEqual(newest);
    expect(missing.body).toEqual({
      type: 'error',
      error: { message: 'Commit not found', data: { shas: ['0000000'] } },
    });
  });

  it('answers branches, the main one first (contract §4.2)', async () => {
    const page = pageOf(await ask('/2.0/repositories/analytical-engines/simulator/refs/branches'));

    expect(page.values[0]).toMatchObject({ type: 'branch', target: { type: 'commit' } });
  });

  it('finds users by UUID and account id, and not by name since 2019 (contract §4.2)', async () => {
    const room = everybodys;
    const token = await obtainAccessToken(room);
    const [ada] = room.sandbox.people;

    await room.askApi(`/2.0/users/${encodeURIComponent(ada?.uuid ?? '')}`, token).expect(200);
    await room.askApi(`/2.0/users/${ada?.accountId ?? ''}`, token).expect(200);
    await room.askApi('/2.0/users/ada', token).expect(404);
  });

  it.each([
    ['/2.0/workspaces/nowhere', "No workspace with identifier 'nowhere'."],
    ['/2.0/workspaces/second-key', "No workspace with identifier 'second-key'."],
    ['/2.0/repositories/nowhere', "No workspace with identifier 'nowhere'."],
    [
      '/2.0/repositories/analytical-engines/nothing',
      'You may not have access to this repository or it no longer exists in this workspace. If you think this repository exists and you have access, make sure you are authenticated.',
    ],
    ['/2.0/nothing', 'Resource not found'],
    ['/2.0/repositories//', 'Resource not found'],
    ['/2.0/teams', 'Resource not found'],
  ])('answers 404 for %s: "%s" (contract §4.5)', async (path, message) => {
    const response = await ask(path);

    expect(response.status).toBe(404);
    expect(response.body).toMatchObject({ type: 'error', error: { message } });
  });

  it('hides a private repository from a stranger and shows a public one (contract §4.5)', async () => {
    const room = everybodys;

    expect((await ask('/2.0/repositories/analytical-engines/store', 'nora', room)).status).toBe(
      404,
    );
    expect((await ask('/2.0/repositories/analytical-engines/mill', 'nora', room)).status).toBe(200);
    const visible = pageOf(
      await ask('/2.0/repositories/analytical-engines?pagelen=100', 'nora', room),
    );
    expect(visible.values.every((repository) => repository['is_private'] === false)).toBe(true);
  });

  it('answers other methods with 405 and Allow, once the token is good', async () => {
    const room = openRoom();
    const token = await obtainAccessToken(room, { client: room.client('Client that writes') });

    const response = await room.http
      .put(room.path('/2.0/repositories/analytical-engines/mill'))
      .set('Authorization', `Bearer ${token}`)
      .expect(405);

    expect(response.get('Allow')).toBe('GET, HEAD, POST, DELETE');
    await room.askApi('/2.0/repositories/analytical-engines/mill', token).expect(200);
  });
});

describe('Lists across workspaces (contract §4.3)', () => {
  const paths = [
    '/2.0/workspaces',
    '/2.0/repositories',
    '/2.0/user/permissions/workspaces',
    '/2.0/user/permissions/repositories',
  ];

  it.each(paths)(
    'P24: answers %s with "410" and the body of CHANGE-2770 in current, to every caller (contract §4.3)',
    async (path) => {
      const room = everybodys;
      const token = await obtainAccessToken(room);
      const data = {
        announcement_url: 'https://developer.atlassian.com/cloud/bitbucket/changelog#CHANGE-2770',
      };

      for (const response of [
        await room.askApi(path, token).expect(410),
        await room.askApi(path).expect(410), // P24: "without a token, too"
        await room.askApi(`/api${path}/`).expect(410),
        await room.askApi(path, 'nonsense').expect(410),
      ]) {
        expect(response.body).toEqual({
          type: 'error',
          error: {
            message: 'CHANGE-2770 - Functionality has been deprecated',
            detail: 'Please read the changelog entry for more details.',
            data,
          },
          data,
        });
      }
    },
  );

  it('I5: answers one of them with 404 where the sandbox is asked to, as "for some accounts" since late August 2026 (contract §4.3)', async () => {
    const room = openRoom('current', { removedList: 404 });

    const answers = await Promise.all(paths.map((path) => room.askApi(path)));

    expect(answers.map(({ status }) => status)).toEqual([410, 410, 410, 404]);
    expect(answers[3]?.body).toMatchObject({ error: { message: 'Resource not found' } });
  });

  it.each(paths)('answers %s with a page in legacy (contract §8)', async (path) => {
    const page = pageOf(await ask(path, 'bruno', everybodysLegacy));

    expect(page.values.length).toBeGreaterThan(1);
  });

  it.each(paths)(
    'P5: warns on %s in legacy with `Deprecation: @{epoch}`, `Sunset: {date}` and `Link` (contract §4.3)',
    async (path) => {
      const response = await ask(path, 'bruno', everybodysLegacy);

      expect(response.get('Deprecation')).toMatch(/^@\d{10}$/);
      expect(Date.parse(response.get('Sunset') ?? '')).toBe(Date.UTC(2026, 3, 14));
      expect(response.get('Link')).toMatch(/^<https:.*#CHANGE-2770>; rel="deprecation"$/);
      expect((await ask('/2.0/user')).get('Deprecation')).toBeUndefined();
    },
  );
});
