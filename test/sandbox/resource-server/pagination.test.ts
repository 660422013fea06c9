import { beforeAll, describe, expect, it } from '@jest/globals';
import { pageOf } from '../support/answers.ts';
import { openRoom } from '../support/room.ts';
import { obtainAccessToken } from '../support/tokens.ts';

const PATH = '/2.0/repositories/analytical-engines';
const BASE = 'http://localhost:3000/sandbox/current';

const shared = openRoom();
let adas = '';
beforeAll(async () => void (adas = await obtainAccessToken(shared)));

describe('Pages (contract §4.4)', () => {
  it('has `pagelen` "default 10", absolute `next` and `previous`, "absent at the ends" (contract §4.4)', async () => {
    const first = pageOf(await shared.askApi(PATH, adas));
    const second = pageOf(await shared.askApi(first.next?.replace(BASE, '') ?? '', adas));
    const third = pageOf(await shared.askApi(second.next?.replace(BASE, '') ?? '', adas));

    expect(first).toMatchObject({ pagelen: 10, page: 1, size: 26 });
    expect(first.previous).toBeUndefined();
    expect(first.next).toBe(`${BASE}${PATH}?page=2`);
    expect(second.previous).toBe(`${BASE}${PATH}?page=1`);
    expect(third.next).toBeUndefined();
    expect(third.values).toHaveLength(6);
    const names = [first, second, third].flatMap(({ values }) => values.map(({ slug }) => slug));
    expect(new Set(names).size).toBe(26);
  });

  it('takes `pagelen` to "max 100" and keeps it in `next` (contract §4.4)', async () => {
    const page = pageOf(await shared.askApi(`${PATH}/?pagelen=25&role=member`, adas));

    expect(page.values).toHaveLength(25);
    expect(page.next).toBe(`${BASE}${PATH}?pagelen=25&role=member&page=2`);
    expect(pageOf(await shared.askApi(`${PATH}?pagelen=100`, adas)).next).toBeUndefined();
  });

  it.each(['pagelen=101', 'pagelen=0', 'pagelen=-1', 'pagelen=x', 'page=0', 'page=1.5'])(
    'refuses %s with 400 (contract §4.4)',
    async (query) => {
      await shared.askApi(`${PATH}?${query}`, adas).expect(400);
    },
  );

  it('takes `page=1` for the first of the commits, as go-scm asks, and no other number: `next` "may be opaque" (contract §4.2, §4.4)', async () => {
    const commits = `${PATH}/mill/commits`;

    const first = pageOf(await shared.askApi(`${commits}?page=1&pagelen=5`, adas));

    expect(first.values).toEqual(pageOf(await shared.askApi(commits, adas)).values.slice(0, 5));
    expect(first.next).not.toContain('page=2');
    await shared.askApi(`${commits}?page=2`, adas).expect(400);
  });

  it('never builds a link from the Host header', async () => {
    const room = openRoom('legacy');
    const token = await obtainAccessToken(room);

    const response = await room
      .askApi(PATH, token)
      .set({ Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' })
      .expect(200);

    expect(response.text).not.toContain('evil.example');
    expect(response.text).not.toContain('access_token');
  });

  it('"`next` links echoed `access_token` back" in legacy, where it came in the query (contract §4.1)', async () => {
    const room = openRoom('legacy');
    const token = await obtainAccessToken(room);

    const first = pageOf(await room.askApi(`${PATH}?access_token=${encodeURIComponent(token)}`));

    expect(first.next).toContain(`access_token=${encodeURIComponent(token)}`);
    const below = first.next?.replace('http://localhost:3000/sandbox/legacy', '') ?? '';
    expect(pageOf(await room.askApi(below)).page).toBe(2);
  });

  it.each([
    ['', 'bruno', 26],
    ['member', 'bruno', 26],
    ['contributor', 'bruno', 26],
    ['admin', 'bruno', 0],
    ['owner', 'bruno', 0],
    ['owner', 'ada', 26],
    ['member', 'nora', 0],
  ])('filters by role "%s" for %s: %i (contract §4.2)', async (role, person, size) => {
    const room = openRoom();
    const token = await obtainAccessToken(room, { person });

    expect(pageOf(await room.askApi(`${PATH}?role=${role}`, token)).size).toBe(size);
  });

  it('refuses an unknown role with 400 (contract §4.2)', async () => {
    const room = openRoom();

    await room.askApi(`${PATH}?role=king`, await obtainAccessToken(room)).expect(400);
  });
});
