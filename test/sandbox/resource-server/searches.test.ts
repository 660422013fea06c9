import { describe, expect, it } from '@jest/globals';
import { type Page, pageOf } from '../support/answers.ts';
import { type Room, openRoom } from '../support/room.ts';
import { obtainAccessToken } from '../support/tokens.ts';

const WORKSPACE = '/2.0/workspaces/analytical-engines';
const REPOSITORY = '/2.0/repositories/analytical-engines/note-g';
const OWN = '/2.0/user/workspaces/analytical-engines/permissions/repositories';

const everybodys = openRoom();
const everybodysLegacy = openRoom('legacy');

async function obtain(room: Room, person: string): Promise<string> {
  return obtainAccessToken(room, { person, client: room.client('Client that writes') });
}

function search(path: string, parameters: Readonly<Record<string, string>>): string {
  return `${path}?${new URLSearchParams(parameters).toString()}`;
}

/** What a list answers to `q`. */
async function find(path: string, q: string, room = everybodys, person = 'ada'): Promise<Page> {
  return pageOf(await room.askApi(search(path, { q }), await obtain(room, person)));
}

async function sorted(path: string, sort: string, others: Readonly<Record<string, string>> = {}) {
  const room = everybodys;
  const answer = await room.askApi(search(path, { sort, ...others }), await obtain(room, 'ada'));
  return pageOf(answer).values;
}

describe('`q=` on permissions and members, as clients read what a person may do (contract §4.2, §6)', () => {
  it('finds the one repository of "…/{ws}/permissions/repositories[?q=repository.full_name="…"]" (contract §4.2)', async () => {
    const { values, size } = await find(OWN, 'repository.full_name="analytical-engines/mill"');

    expect(size).toBe(1);
    expect(values[0]).toMatchObject({
      permission: 'admin',
      repository: { full_name: 'analytical-engines/mill' },
    });
    expect((await find(OWN, 'repository.full_name="analytical-engines/none"')).values).toEqual([]);
    expect((await find(OWN, 'permission="read"')).values).toEqual([]);
  });

  it('finds it across workspaces in legacy: the permission is that of its own workspace (contract §4.3)', async () => {
    const path = '/2.0/user/permissions/repositories';
    const room = everybodysLegacy;

    const own = await find(
      path,
      'repository.full_name="paper-lanterns/candle-timer"',
      room,
      'bruno',
    );
    const other = await find(path, 'repository.full_name="analytical-engines/mill"', room, 'bruno');

    expect(own.values.map(({ permission }) => permission)).toEqual(['admin']);
    expect(other.values.map(({ permission }) => permission)).toEqual(['write']);
  });

  it.each([`${WORKSPACE}/permissions`, `${WORKSPACE}/members`])(
    'finds one person or one permission in %s (contract §4.2)',
    async (path) => {
      const room = everybodys;
      const bruno = room.sandbox.people.find(({ username }) => username === 'bruno');

      const person = await find(path, `user.uuid="${bruno?.uuid ?? ''}"`, room);
      const owners = await find(path, 'permission="owner"', room);

      expect(person.values).toMatchObject([
        { permission: 'member', user: { display_name: 'Bruno Sample' } },
      ]);
      expect(owners.values).toMatchObject([{ permission: 'owner', user: { nickname: 'ada' } }]);
    },
  );

  it('finds the owners behind the link `owners` of a workspace (contract §4.2)', async () => {
    const room = everybodys;
    const token = await obtain(room, 'ada');
    const workspace = await room.askApi(WORKSPACE, token);
    const { links } = workspace.body as { links: { owners: { href: string } } };

    const owners = await room.askApi(links.owners.href.replace(/^.*(?=\/2\.0)/, ''), token);

    expect(pageOf(owners).values.map(({ permission }) => permission)).toEqual(['owner']);
  });

  it('finds and sorts workspaces, in both eras (contract §4.2, §4.3)', async () => {
    const legacy = everybodysLegacy;
    const current = everybodys;
    const slug = 'slug="paper-lanterns"';

    const access = await find('/2.0/user/workspaces', `workspace.${slug}`, current, 'bruno');
    const owned = await find('/2.0/user/workspaces', 'administrator=true', current, 'bruno');
    const all = await find('/2.0/workspaces', slug, legacy, 'bruno');
    const member = await find(
      '/2.0/user/permissions/workspaces',
      'permission="member"',
      legacy,
      'bruno',
    );

    expect(access.values).toMatchObject([{ workspace: { slug: 'paper-lanterns' } }]);
    expect(owned.values).toEqual(access.values);
    expect(all.values).toMatchObject([{ slug: 'paper-lanterns' }]);
    expect(member.values).toMatchObject([{ workspace: { slug: 'analytical-engines' } }]);
  });
});

describe('`q=` and `sort=` on other lists (contract §4.4)', () => {
  it('answers the search of the GitLab importer across workspaces, legacy: /2.0/repositories?role=member&sort=created_on&q=name~"…" (contract §6)', async () => {
    const room = everybodysLegacy;
    const path = '/2.0/repositories?role=member&sort=created_on&q=name~%22card-%22';

    const page = pageOf(
      await room.askApi(path, await obtainAccessToken(room, { person: 'bruno' })),
    );
    const mixed = await find('/2.0/repositories', 'name~"card-" OR name~"lantern-"', room, 'bruno');

    expect(page.values.map(({ slug }) => slug)).toEqual([
      'card-reader',
      'card-punch',
      'card-format',
    ]);
    expect(mixed.values.map(({ slug }) => slug)).toEqual(
      expect.arrayContaining(['lantern-shop', 'card-reader']),
    );
  });

  it('finds pull requests by their branches, people, title and dates (contract §4.2)', async () => {
    const room = everybodys;
    const list = `${REPOSITORY}/pullrequests`;
    const token = await obtain(room, 'ada');
    const { values: all } = pageOf(await room.askApi(`${list}?state=ALL`, token));
    const [first] = all as { title: string; author: { uuid: string }; updated_on: string }[];
    const bruno = room.sandbox.people.find(({ username }) => username === 'bruno')?.uuid ?? '';
    const count = async (q: string) =>
      pageOf(await room.askApi(search(list, { q, state: 'ALL' }), token)).size;

    expect(await count('id = 1')).toBe(1);
    expect(await count(`title = "${first?.title ?? ''}"`)).toBeGreaterThan(0);
    expect(await count('destination.branch.name = "main"')).toBe(all.length);
    expect(await count('source.branch.name = "main"')).toBe(0);
    expect(await count(`author.uuid = "${first?.author.uuid ?? ''}"`)).toBeGreaterThan(0);
    expect(await count(`updated_on >= ${first?.updated_on ?? ''}`)).toBe(1);
    const isReviewed = `reviewers.uuid = "${bruno}"`;
    expect(await count(isReviewed)).toBeGreaterThan(0);
    expect(await count(`author.uuid = "${bruno}" AND ${isReviewed}`)).toBe(0);
    expect(await count(`reviewers.uuid != "${bruno}"`)).toBe(
      all.length - ((await count(isReviewed)) ?? 0),
    );
  });

  it('takes a list without entries for one in which nobody is: nobody reviews bruno’s own', async () => {
    const room = everybodys;
    const list = '/2.0/repositories/paper-lanterns/lantern-shop/pullrequests';
    const count = async (q: string) => (await find(list, q, room, 'bruno')).size;

    expect(await count('reviewers.nickname = "bru"')).toBe(0);
    expect(await count('reviewers.nickname != "bru"')).toBe(2);
    expect(await count('reviewers.nickname NOT IN ("bru", "ada")')).toBe(2);
  });

  it('S3: looks at no state beside a `q`, as in 2019: "OPEN (default)" hides nothing (contract §4.2)', async () => {
    const room = everybodys;
    const list = `${REPOSITORY}/pullrequests`;
    const states = async (query: Readonly<Record<string, string>>) => {
      const answer = await room.askApi(search(list, query), await obtain(room, 'ada'));
      return new Set(pageOf(answer).values.map(({ state }) => state));
    };

    expect(await states({ q: 'state = "MERGED"' })).toEqual(new Set(['MERGED']));
    expect(await states({ q: 'id > 0' })).toEqual(new Set(['OPEN', 'MERGED']));
    expect(await states({ q: 'id > 0', state: 'OPEN' })).toEqual(new Set(['OPEN', 'MERGED']));
    expect(await states({ q: 'state = "MERGED"', state: 'open' })).toEqual(new Set(['MERGED']));
  });

  it('sorts pull requests and branches (contract §4.2)', async () => {
    const oldest = await sorted(`${REPOSITORY}/pullrequests`, 'created_on', { state: 'ALL' });
    const ids = oldest.map(({ id }) => Number(id));
    const branches = await sorted(`${REPOSITORY}/refs/branches`, '-target.date');
    const names = await sorted(`${REPOSITORY}/refs/branches`, '-name');

    expect(ids.length).toBeGreaterThan(1);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    const dates = branches.map(({ target }) => (target as { date: string }).date);
    expect(dates).toEqual(dates.toSorted().toReversed());
    expect(names.map(({ name }) => String(name))).toEqual(
      names
        .map(({ name }) => String(name))
        .toSorted()
        .toReversed(),
    );
  });

  it.each([
    [`${REPOSITORY}/refs/branches`, 'name = "main"'],
    [`${REPOSITORY}/refs/tags`, 'name = "v1.0"'],
    [`${REPOSITORY}/src/main/`, 'path = "README.md"'],
    [`${REPOSITORY}/commit/main/statuses`, 'key = "unit"'],
    [`${WORKSPACE}/projects`, 'key = "MAIN"'],
  ])('finds one in %s by %s', async (path, q) => {
    expect((await find(path, q)).size).toBe(1);
    expect((await find(path, q.replace('= "', '= "no-'))).size).toBe(0);
  });
});

describe('Other parameters that Atlassian documents', () => {
  it('S6: takes `q` and `sort` on forks and on comments of a commit, as documented, though both are empty', async () => {
    const room = everybodys;
    const token = await obtain(room, 'ada');
    const comments = { q: 'content.raw ~ "x"', sort: '-created_on' };

    const forks = search(`${REPOSITORY}/forks`, { q: 'name = "x"', sort: 'name' });
    expect(pageOf(await room.askApi(forks, token)).size).toBe(0);
    const below = search(`${REPOSITORY}/commit/main/comments`, comments);
    expect(pageOf(await room.askApi(below, token)).size).toBe(0);
  });

  it('S6: chooses snippets by `role`', async () => {
    const room = everybodys;
    const token = await obtain(room, 'bruno');
    const sizeWith = async (role: string) =>
      pageOf(await room.askApi(`/2.0/snippets/analytical-engines${role}`, token)).size;

    expect(await sizeWith('')).toBe(1);
    expect(await sizeWith('?role=member')).toBe(1);
    expect(await sizeWith('?role=owner')).toBe(0);
    expect(await sizeWith('?role=king')).toBe(1);
  });
});

describe('What cannot be searched so (contract §4.5)', () => {
  const NOT_FILTERABLE = {
    type: 'error',
    error: { message: expect.stringMatching(/^Field "\.[\w.]+" does not support filtering$/) },
  };
  const error = (fields: object) => ({ type: 'error', error: { message: 'Bad request', fields } });

  it.each([
    '/2.0/user/emails',
    `${REPOSITORY}/commits`,
    `${REPOSITORY}/diffstat/main`,
    `${REPOSITORY}/hooks`,
    `${REPOSITORY}/watchers`,
    `${REPOSITORY}/pullrequests/1/commits`,
    `${REPOSITORY}/pullrequests/1/activity`,
    '/2.0/snippets/analytical-engines',
  ])('refuses `q` and `sort` on %s, and does not answer the whole list', async (path) => {
    const room = everybodys;
    const token = await obtain(room, 'ada');

    const q = await room.askApi(search(path, { q: 'type = "x"' }), token).expect(400);
    const sort = await room.askApi(search(path, { sort: 'type' }), token).expect(400);

    expect(q.body).toEqual(NOT_FILTERABLE);
    expect(sort.body).toEqual(error({ sort: ['Invalid sort field.'] }));
    await room.askApi(search(path, { q: '', sort: '' }), token).expect(200);
  });

  it('I15: says which field "does not support filtering": `participants.uuid` of pull requests (contract §4.4)', async () => {
    const room = everybodys;
    const path = search(`${REPOSITORY}/pullrequests`, {
      q: 'participants.uuid="{11111111-1111-4111-8111-111111111111}"',
    });

    const answer = await room.askApi(path, await obtain(room, 'ada')).expect(400);

    expect(answer.body).toEqual({
      type: 'error',
      error: { message: 'Field ".participants.uuid" does not support filtering' },
    });
  });

  it.each([
    OWN,
    `${WORKSPACE}/permissions`,
    `${WORKSPACE}/projects`,
    '/2.0/user/workspaces',
    '/2.0/repositories/analytical-engines',
    `${REPOSITORY}/pullrequests`,
    `${REPOSITORY}/refs/branches`,
    `${REPOSITORY}/commit/main/statuses`,
  ])('refuses a field that %s does not have', async (path) => {
    const room = everybodys;
    const token = await obtain(room, 'ada');

    for (const field of ['nonsense', 'links.self.href', '__proto__', 'constructor.name']) {
      const q = await room.askApi(search(path, { q: `${field} = "x"` }), token).expect(400);
      const sort = await room.askApi(search(path, { sort: field }), token).expect(400);
      expect(q.body).toEqual(NOT_FILTERABLE);
      expect(sort.body).toEqual(error({ sort: ['Invalid sort field.'] }));
    }
  });
});
