import { beforeAll, describe, expect, it } from '@jest/globals';
import { createSeed } from '../../../src/sandbox/index.ts';
import { eras } from '../../../src/sandbox/eras.ts';
import { jsonOf, pageOf } from '../support/answers.ts';
import { CALLBACK, openRoom } from '../support/room.ts';
import { obtainAccessToken } from '../support/tokens.ts';

const PATH = '/2.0/repositories/analytical-engines';

const shared = openRoom();
let adas = '';
beforeAll(async () => void (adas = await obtainAccessToken(shared)));

async function ask(parameters: Readonly<Record<string, string>>, path = PATH) {
  return shared.askApi(`${path}?${new URLSearchParams(parameters).toString()}`, adas);
}

async function slugs(parameters: Readonly<Record<string, string>>): Promise<unknown[]> {
  return pageOf(await ask({ pagelen: '100', ...parameters })).values.map(({ slug }) => slug);
}

describe('`q=` on repositories (contract §4.4)', () => {
  it.each([
    ['slug = "mill"', ['mill']],
    ['full_name = "analytical-engines/mill"', ['mill']],
    ['name ~ "CARD-"', ['card-reader', 'card-punch', 'card-format']],
    ['name ~ "card-" AND is_private = true', ['card-punch']],
    ['name ~ "card-" and language != "go"', ['card-format']],
    ['slug="mill" OR slug="bell" AND is_private=false', ['mill']],
    ['(slug="mill" OR slug="bell") AND is_private = true', ['bell']],
    ['updated_on < 2020-01-01', ['supply-orders']],
    ['updated_on < "2020-01-01T00:00:00+00:00"', ['supply-orders']],
    ['created_on >= 2021-01-01 AND created_on <= 2021-12-31', ['star-catalogue']],
    ['size > 100000000', []],
    ['language = ""', ['letters']],
    ['slug = "OR"', []],
    ['slug IN ("mill", "bell", "nothing")', ['mill', 'bell']],
    ['slug in ("bell") OR size IN (48213,1)', ['difference-engine', 'bell']],
    ['name ~ "card-" AND language NOT IN ("go")', ['card-format']],
    ['slug = "mill" AND project.key = "MAIN" AND project.name = "Main"', ['mill']],
    ['slug = "mill" AND workspace.slug = "analytical-engines" AND scm = "git"', ['mill']],
    ['slug = "mill" AND owner.username = "analytical-engines"', ['mill']],
    ['owner.username != "analytical-engines"', []],
    ['slug IN ("mill", "card-reader") AND mainbranch.name = "master"', ['card-reader']],
    ['slug = "mill" AND parent.full_name = null', ['mill']],
    ['parent.full_name ~ "null"', []],
    ['slug = "mill" AND has_issues = false AND has_wiki = false', ['mill']],
    ['name ~ "card-" AND fork_policy = "no_public_forks"', ['card-punch']],
    ['name !~ "e" AND is_private = true', ['card-punch', 'print-shop', 'workshop-rota']],
  ])('%s', async (q, expected) => {
    expect(await slugs({ q })).toEqual(expected);
  });

  it('finds by `uuid` and `owner.uuid`', async () => {
    const [first] = pageOf(await ask({ pagelen: '1' })).values;
    const uuid = String(first?.['uuid']);
    const { uuid: owner = '' } = (first?.['owner'] ?? {}) as { uuid?: string };

    expect(await slugs({ q: `uuid = "${uuid}"` })).toEqual(['difference-engine']);
    expect(await slugs({ q: `uuid = "${owner}"` })).toEqual([]);
    expect(await slugs({ q: `owner.uuid = "${owner}"` })).toHaveLength(26);
  });

  it('asks for no username that the API does not tell', async () => {
    const seed = createSeed(eras.current, CALLBACK);
    const workspaces = seed.workspaces.map((workspace) => ({
      ...workspace,
      members: [
        ...workspace.members,
        { username: 'una', permission: 'owner' as const },
      ].toReversed(),
    }));
    const room = openRoom('current', { seed: { ...seed, workspaces } });
    const q = encodeURIComponent('owner.username = "una"');

    const answer = await room.askApi(`${PATH}?q=${q}`, await obtainAccessToken(room));

    expect(pageOf(answer).values).toEqual([]);
  });

  it('counts and pages what was found, and keeps the query in `next`', async () => {
    const page = pageOf(await ask({ q: 'language = "typescript"', pagelen: '2' }));

    expect(page.size).toBe(4);
    expect(new URL(page.next ?? '').searchParams.get('q')).toBe('language = "typescript"');
  });

  it.each([
    'nonsense',
    'slug',
    'slug =',
    'slug = mill',
    'slug = "mill',
    'slug ="mill" AND',
    '(slug = "mill"',
    'slug = "mill")',
    'slug LIKE "m"',
    'slug IN "a"',
    'slug IN ()',
    'slug IN ("a" "b")',
    'slug IN ("a",',
    'slug NOT "a"',
    'slug NOT = "a"',
    '(((((((((((slug = "mill")))))))))))',
    `slug = "${'x'.repeat(1001)}"`,
  ])('refuses %s with 400, "Invalid query." (contract §4.5)', async (q) => {
    const response = await ask({ q });

    expect(response.status).toBe(400);
    expect(response.body).toEqual({
      type: 'error',
      error: { message: 'Bad request', fields: { q: ['Invalid query.'] } },
    });
  });

  it.each([
    ['owner = "ada"', 'owner'],
    ['__proto__ = "x"', '__proto__'],
    ['constructor = "x"', 'constructor'],
    ['slug = "mill" AND workspace = "analytical-engines"', 'workspace'],
    ['project.links = "x"', 'project.links'],
    ['project.__proto__ = "x"', 'project.__proto__'],
    [`${'x'.repeat(200)} = "x"`, 'x'.repeat(100)],
  ])('I15: refuses %s by the name of its field (contract §4.4)', async (q, path) => {
    const response = await ask({ q });

    expect(response.status).toBe(400);
    expect(response.body).toEqual({
      type: 'error',
      error: { message: `Field ".${path}" does not support filtering` },
    });
  });
});

describe('`sort=[-]field` on repositories (contract §4.4)', () => {
  it('sorts up, and down with a hyphen', async () => {
    const up = await slugs({ sort: 'name' });
    const newest = await slugs({ sort: '-updated_on', pagelen: '1' });

    expect(up).toEqual(up.map(String).toSorted((a, b) => (a < b ? -1 : 1)));
    expect(await slugs({ sort: '-name' })).toEqual([...up].toReversed());
    expect(newest).toHaveLength(1);
    const page = pageOf(await ask({ sort: '-size', pagelen: '100' }));
    const sizes = page.values.map(({ size }) => Number(size));
    expect(sizes).toEqual([...sizes].toSorted((a, b) => b - a));
  });

  it('puts what has no value first, and takes a field within a field', async () => {
    const room = openRoom();
    const token = await obtainAccessToken(room, { client: room.client('Client that writes') });
    await room.http.post(room.path(`${PATH}/empty`)).set('Authorization', `Bearer ${token}`);

    const answer = await room.askApi(`${PATH}?sort=mainbranch.name&pagelen=100`, token);

    const names = pageOf(answer).values.map(({ mainbranch }) => {
      const { name = '' } = (mainbranch ?? {}) as { name?: string };
      return name;
    });
    expect(names[0]).toBe('');
    expect(names.filter((name) => name === '')).toHaveLength(1);
    expect(names).toEqual(names.toSorted());
  });

  it.each(['owner', '--name', 'name,slug', '__proto__'])('refuses %s with 400', async (sort) => {
    expect((await ask({ sort })).body).toMatchObject({
      error: { message: 'Bad request', fields: { sort: ['Invalid sort field.'] } },
    });
  });
});

describe('"partial replies `fields=`" (contract §4.4)', () => {
  it.each([
    ['slug', { slug: 'mill' }],
    ['slug,owner.username', { slug: 'mill', owner: { username: 'analytical-engines' } }],
    ['links.clone.name', { links: { clone: [{ name: 'https' }, { name: 'ssh' }] } }],
    ['mainbranch.*,nothing', { mainbranch: { type: 'branch', name: expect.any(String) } }],
  ])('keeps %s alone', async (fields, expected) => {
    expect(jsonOf(await ask({ fields }, `${PATH}/mill`))).toEqual(expected);
  });

  it('keeps a field of each entry of a page, and `next`', async () => {
    const body = jsonOf(await ask({ fields: 'values.slug,next', pagelen: '1' }));

    expect(body).toEqual({
      values: [{ slug: 'difference-engine' }],
      next: expect.stringContaining('fields=values.slug%2Cnext'),
    });
  });

  it('takes one away with `-`, and adds nothing to all with `+`', async () => {
    const all = jsonOf(await ask({}, `${PATH}/mill`));

    const less = jsonOf(await ask({ fields: '-links,-owner.links,+slug' }, `${PATH}/mill`));

    expect(Object.keys(less)).toHaveLength(Object.keys(all).length - 1);
    expect(less['owner']).not.toHaveProperty('links');
    expect(less['slug']).toBe('mill');
  });

  it.each(['a b', 'a..b', '.a', 'a[0]', '<b>'])('refuses %s with 400', async (fields) => {
    expect((await ask({ fields })).status).toBe(400);
  });
});
