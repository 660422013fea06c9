import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { pageOf } from './support/answers.ts';
import { openRoom } from './support/room.ts';
import { obtainAccessToken } from './support/tokens.ts';

const HOSTILE_NAMES = ['__proto__', 'constructor', 'constructor[prototype][x]', '__proto__[x]'];

function expectCleanPrototype(): void {
  expect(({} as Record<string, unknown>)['x']).toBeUndefined();
}

describe('S34 names that reach for prototypes', () => {
  it.each(HOSTILE_NAMES)(
    'S34 %s in query and form is refused or ignored at every endpoint',
    async (name) => {
      const room = openRoom();
      const visitor = room.visitor();
      const token = await obtainAccessToken(room);
      const query = `${encodeURIComponent(name)}=x`;
      const start = `client_id=${room.client().clientId}&response_type=code`;

      const answers = [
        await room.http.get(room.path(`/site/oauth2/authorize?${start}&${query}`)),
        await room.askToken({ grant_type: 'client_credentials', [name]: 'x' }),
        await room.askApi(`/2.0/repositories/analytical-engines?${query}`, token),
        await room.askApi(`/2.0/repositories/analytical-engines?sort=${query}`, token),
        await visitor.post('/_sandbox/sign-in', { [name]: 'x' }),
        await visitor.post('/_sandbox/consent', { [name]: 'x' }),
        await visitor.post('/_sandbox/applications', { [name]: 'x' }),
        await visitor.post('/site/oauth2/revoke', { [name]: 'x' }),
      ];

      expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
      expectCleanPrototype();
    },
  );

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'S34 finds no client, person, workspace, repository or grant type called %s',
    async (name) => {
      const room = openRoom('legacy');
      const token = await obtainAccessToken(room);

      await room.visitor().authorize({ client_id: name }).expect(400);
      await room.askToken({ grant_type: name }).expect(400);
      await room.askToken({ grant_type: 'password', username: name, password: 'x' }).expect(401);
      await room.askApi(`/2.0/repositories/${name}`, token).expect(404);
      await room.askApi(`/2.0/repositories/analytical-engines/${name}`, token).expect(404);
      await room.askApi(`/2.0/users/${name}`, token).expect(404);
      await room.askApi(`/2.0/user?fields=${name}`, token).expect(200, {});
    },
  );

  it('S34 survives a header called __proto__ (CVE-2026-21710)', async () => {
    const room = openRoom();

    await room.http.get(room.path('/2.0/user')).set('__proto__', 'x').expect(401);

    expectCleanPrototype();
    await room.askToken({ grant_type: 'client_credentials' }).expect(200);
  });
});

describe('S42 what the sandbox logs', () => {
  const write = jest.spyOn(process.stderr, 'write');
  const { fd } = process.stderr;
  // Where stderr is a file, lines are written past its stream.
  beforeAll(() => void Object.assign(process.stderr, { fd: -1 }));
  afterAll(() => void Object.assign(process.stderr, { fd }));
  afterEach(() => {
    write.mockReset();
  });

  it.each([
    ['line breaks', 'boom\r\n{"sandbox":"forged"}\n'],
    ['a forged place', 'boom\n    at forged (/etc/passwd:1:1)'],
    ['colours of a terminal', '\u001b[31mred\u009b31m\u2028'],
    ['nothing', ''],
  ])('S42 is one line of JSON for an accident whose message holds %s', async (_, message) => {
    write.mockImplementation(() => true);
    const room = openRoom();
    room.stores.accessTokens.get = () => Promise.reject(new Error(message));

    await room.askApi('/2.0/user', 'canary-token').expect(500);

    const line = String(write.mock.calls[0]?.[0]);
    expect(write).toHaveBeenCalledTimes(1);
    expect(line).toMatch(/^\{[\x20-\x7e]+\}\n$/);
    expect(line).not.toMatch(/forged|boom|canary|passwd/);
    expect(JSON.parse(line)).toEqual({ sandbox: 'Error', at: expect.anything() });
  });

  it('S42 keeps control characters out of received requests, and names no secret', async () => {
    const room = openRoom();
    const name = 'a\r\nb\u001b[31m';
    const { clientSecret } = room.client();

    await room.askToken({ grant_type: name, username: name });
    await room.http.get(room.path('/%0d%0aforged%1b[31m')).set('User-Agent', 'x\u009b31m');

    const lines = room.sandbox.requests.map((request) => JSON.stringify(request));
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toMatch(/^[\x20-\x7e]+$/);
    expect(lines.join()).not.toContain(clientSecret);
  });

  it('S20 masks a token that comes back in `next`, legacy (contract §4.1)', async () => {
    const room = openRoom('legacy', { control: 'http' });
    const token = await obtainAccessToken(room);

    const page = pageOf(
      await room.askApi(
        `/2.0/repositories/analytical-engines?pagelen=1&access_token=${encodeURIComponent(token)}`,
      ),
    );

    expect(page.next).toContain(encodeURIComponent(token));
    expect(JSON.stringify(room.sandbox.received())).not.toContain(token.slice(0, 40));
  });
});
