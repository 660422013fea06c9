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

  it.each(['pagelen=101', 'pagelen=-1', 'pagelen=x', 'page=0', 'page=1.5'])(
    'refuses %s with 400 (contract §4.4)',
    async (query) => {
      await shared.askApi(`${PATH}?${query}`, adas).expect(400);
    },
  );

  it('I16: takes pagelen=0 for the default: "0 taken, negative refused" (contract §4.4)', async () => {
    const room = openRoom();
    const token = await obtainAccessToken(room);

    const page = pageOf(await room.askApi(`${PATH}?pagelen=0`, token));

    expect([page.pagelen, page.values.length]).toEqual([10, 10]);
    const refused = await room.askApi(`${PATH}?pagelen=-1`, token).expect(400);
    expect(refused.body).toMatchObject({ error: { message: 'Invalid pagelen' } });
  });

  it('I2: answers at most 50 pull requests at a time: "51 to 100 refused" (contract §4.4)', async () => {
    for (const era of ['legacy', 'current'] as const) {
      const room = openRoom(era);
      const token = await obtainAccessToken(room);
      const list = `${PATH}/mill/pullrequests`;

      for (const pagelen of [51, 75, 100]) {
        const refused = await room.askApi(`${list}?pagelen=${pagelen}`, token).expect(400);
        expect(refused.body).toEqual({ type: 'error', error: { message: 'Invalid pagelen' } });
      }
      expect(pageOf(await room.askApi(`${list}?pagelen=50`, token)).pagelen).toBe(50);
      await room.askApi(`${list}/2/comments?pagelen=100`, token).expect(200);
    }
  });

  it('ignores a parameter that a list does not know: `limit=5` gets ten values and `next`; refuses `page=2/`, "`Invalid page`" (contract §4.4)', async () => {
    const room = openRoom();
    const token = await obtainAccessToken(room);

    const page = pageOf(await room.askApi(`${PATH}?limit=5`, token));
    const refused = await room.askApi(`${PATH}?page=2/`, token).expect(400);

    expect([page.values.length, page.next]).toEqual([10, `${BASE}${PATH}?limit=5&page=2`]);
    expect(refused.body).toEqual({ type: 'error', error: { message: 'Invalid page' } });
  });

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

  it('S3: takes a role in any case, and ignores one that does not exist (contract §4.2)', async () => {
    const room = openRoom();
    const token = await obtainAccessToken(room, { person: 'bruno' });

    expect(pageOf(await room.askApi(`${PATH}?role=king`, token)).size).toBe(26);
    expect(pageOf(await room.askApi(`${PATH}?role=OWNER`, token)).size).toBe(0);
  });
});
