import { describe, expect, it } from '@jest/globals';
import { type Room, openRoom } from '../support/room.ts';
import { obtainAccessToken } from '../support/tokens.ts';
import { locationOf } from '../support/visitor.ts';

const BASE = 'http://localhost:3000/sandbox/current';
const FORMAT = '/2.0/repositories/analytical-engines/card-format';

/** Where the links of one answer lead, below the base; pages for people and git are not followed. */
function linksIn(text: string): string[] {
  const hrefs = text.matchAll(/"(?:href|next|previous)":"([^"]+)"/g);
  return [...hrefs]
    .map(([, href = '']) => href)
    .filter((href) => /\/2\.0\/|\/_sandbox\/avatars\//.test(href))
    .map((href) => href.replace(BASE, ''));
}

/** One of each kind is enough: the same path with another name, hash or number is the same kind. */
function kindOf(path: string): string {
  return decodeURIComponent(path)
    .replace(/\?.*/, '')
    .replace(/\{[0-9a-f-]{36}\}/g, '{uuid}')
    .replace(/(?<=\/)([0-9a-f]{40}|[0-9a-f]{12}|[0-9a-f]{6}|\d+)(?=\/|$)/g, '{id}')
    .replace(/^(\/2\.0\/repositories\/analytical-engines\/)[a-z-]+/, '$1{slug}')
    .replace(/(?<=\/avatars\/).*/, '{file}');
}

/** Follows every kind of link from these paths on. */
async function follow(room: Room, token: string, start: readonly string[]) {
  const queue = [...start];
  const seen = new Set<string>();
  const answers: { path: string; status: number }[] = [];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (seen.has(kindOf(path))) continue;
    seen.add(kindOf(path));
    const response = await room.askApi(path, token);
    const { status } = response;
    if (status === 302) queue.push(locationOf(response).replace(BASE, ''));
    else answers.push({ path: kindOf(path), status });
    if (response.type === 'application/json') queue.push(...linksIn(response.text));
  }
  return answers;
}

const START = [
  '/2.0/user',
  '/2.0/user/emails',
  '/2.0/user/workspaces',
  FORMAT,
  `${FORMAT}/pullrequests?state=ALL`,
  `${FORMAT}/src/main/`,
  `${FORMAT}/diffstat/main`,
];

describe('Links that the sandbox hands out', () => {
  it('lead somewhere, every one of them: to an answer, or to a write that is left out (contract §4.2)', async () => {
    const room = openRoom();
    const token = await obtainAccessToken(room, { client: room.client('Client that writes') });

    const answers = await follow(room, token, START);

    const writes = answers.filter(({ path }) =>
      /\/(approve|merge|decline|request-changes)$/.test(path),
    );
    expect(writes.map(({ status }) => status)).toEqual([405, 405, 405, 405, 405]);
    expect(answers.filter((one) => !writes.includes(one) && one.status !== 200)).toEqual([]);
    expect(answers.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        '/2.0/repositories/{uuid}',
        '/2.0/snippets/{uuid}',
        '/2.0/users/{uuid}/hooks',
        '/2.0/workspaces/analytical-engines/hooks',
        '/2.0/repositories/analytical-engines/{slug}/watchers',
        '/2.0/repositories/analytical-engines/{slug}/patch/{id}',
        '/2.0/repositories/analytical-engines/{slug}/pullrequests/{id}/activity',
        '/2.0/repositories/analytical-engines/{slug}/refs/tags/v1.0',
      ]),
    );
  });

  it('lead an app_user to itself (contract §4.2)', async () => {
    const room = openRoom();
    const answer = await room.askToken({ grant_type: 'client_credentials' });
    const { access_token: token } = answer.body as { access_token: string };
    const user = await room.askApi('/2.0/user', token).expect(200);

    const answers = await follow(room, token, linksIn(user.text));

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const [self = ''] = linksIn(user.text);
    expect((await room.askApi(self, token)).body).toEqual(user.body);
  });

  it.each([
    ['ada', 26, 1],
    ['bruno', 3, 1],
    ['nick', 0, 0],
  ])(
    'lead %s to what is theirs, by UUID: %i repositories and %i snippets (contract §4.2)',
    async (person, repositories, snippets) => {
      const room = openRoom();
      const client = room.client('Client that writes');
      const token = await obtainAccessToken(room, { person, client });
      const user = await room.askApi('/2.0/user', token);
      const { links } = user.body as { links: Record<string, { href: string }> };
      const sizeAt = async (name: string) => {
        const answer = await room.askApi((links[name]?.href ?? '').replace(BASE, ''), token);
        return (answer.body as { size?: number }).size;
      };

      expect(await sizeAt('repositories')).toBe(repositories);
      expect(await sizeAt('snippets')).toBe(snippets);
      expect(await sizeAt('hooks')).toBe(0);
    },
  );

  it('lead a stranger to the public repositories of a person alone (contract §4.5)', async () => {
    const room = openRoom();
    const [ada] = room.sandbox.people;
    const path = `/2.0/repositories/${encodeURIComponent(ada?.uuid ?? '')}?pagelen=100`;

    const answer = await room.askApi(path, await obtainAccessToken(room, { person: 'nora' }));

    const { values } = answer.body as { values: { is_private: boolean }[] };
    expect(values.length).toBeGreaterThan(0);
    expect(values.filter((repository) => repository.is_private)).toEqual([]);
  });

  it.each([
    '/2.0/user/emails/none@mail.example',
    '/2.0/workspaces/analytical-engines/projects/NONE',
    '/2.0/snippets/analytical-engines/none',
    `${FORMAT}/hooks/none`,
    `${FORMAT}/refs/branches/none`,
    `${FORMAT}/refs/tags/none`,
    `${FORMAT}/pullrequests/1/comments/1`,
    `${FORMAT}/pullrequests/99/comments`,
    `${FORMAT}/filehistory/main/none.md`,
    `${FORMAT}/diff/0000000`,
    `${FORMAT}/commit/0000000/comments`,
    '/2.0/users/nobody/hooks',
  ])('lead to 404 with a message where there is nothing: %s (contract §4.5)', async (path) => {
    const room = openRoom();
    const client = room.client('Client that writes');

    const answer = await room.askApi(path, await obtainAccessToken(room, { client })).expect(404);

    expect(answer.body).toMatchObject({ type: 'error', error: { message: expect.any(String) } });
    expect(answer.text).not.toContain('There is no API hosted');
  });
});

describe('Writes that are left out', () => {
  it.each(['commit/main/statuses/build', 'commit/main/approve', 'pullrequests/1/merge'])(
    'refuses POST %s with 405, once the token is good, and Allow names nothing (RFC 9110 §10.2.1)',
    async (path) => {
      const room = openRoom();
      const post = () =>
        room.http.post(room.path(`${FORMAT}/${path}`)).send({ state: 'SUCCESSFUL' });

      await post().expect(401);
      const token = await obtainAccessToken(room, { client: room.client('Client that writes') });
      const response = await post().set('Authorization', `Bearer ${token}`).expect(405);

      expect(response.body).toEqual({ type: 'error', error: { message: 'Method not allowed' } });
      expect(response.get('Allow')).toBe('');
      expect(response.get('X-OAuth-Scopes')).toContain('repository:write');
    },
  );
});
