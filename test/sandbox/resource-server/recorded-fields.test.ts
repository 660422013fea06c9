import { describe, expect, it } from '@jest/globals';
import { jsonOf, pageOf } from '../support/answers.ts';
import { openRoom } from '../support/room.ts';
import { obtainAccessToken } from '../support/tokens.ts';

const WORKSPACE = '/2.0/repositories/analytical-engines';
const FORMAT = `${WORKSPACE}/card-format`;
const HOST = 'http://localhost:3000';

type Json = Record<string, unknown>;

async function open(era: 'legacy' | 'current', person = 'ada') {
  const room = openRoom(era);
  const client = room.client('Client that writes');
  const token = await obtainAccessToken(room, { person, client });
  const ask = async (path: string) => jsonOf(await room.askApi(path, token).expect(200));
  const list = async (path: string) => pageOf(await room.askApi(path, token)).values;
  return { room, ask, list, base: `${HOST}/sandbox/${era}` };
}

/** The link `html` of everything that something refers to as `commit`, `parents`, `merge_commit` … */
function commitsIn(value: unknown): Json[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(commitsIn);
  return 'type' in value && value.type === 'commit' ? [value, ...inner] : inner;
}

describe.each(['legacy', 'current'] as const)(
  'Fields as clients recorded them, in %s (clients of November 2026)',
  (era) => {
    it('S8: has a team for the owner of a repository in a workspace of several', async () => {
      const { ask, base } = await open(era);
      const { uuid } = await ask('/2.0/workspaces/analytical-engines');
      const { owner } = await ask(FORMAT);

      expect(owner).toEqual({
        type: 'team',
        username: 'analytical-engines',
        display_name: 'Analytical Engines',
        uuid,
        links: {
          self: { href: `${base}/2.0/workspaces/${encodeURIComponent(String(uuid))}` },
          html: { href: `${base}/analytical-engines/` },
          avatar: { href: expect.stringMatching(/^http/) },
        },
      });
      await ask(`/2.0/workspaces/${encodeURIComponent(String(uuid))}`);
    });

    it('S8: has a person for it where the workspace is theirs alone', async () => {
      const { room, base } = await open(era);
      const client = room.client('Client that writes');
      const token = await obtainAccessToken(room, { person: 'nora', client });
      const created = await room.http
        .post(room.path('/2.0/repositories/nora-nobody/diary'))
        .set('Authorization', `Bearer ${token}`)
        .send({})
        .expect(200);

      const { owner } = created.body as { owner: Json };

      expect(owner).toMatchObject({ type: 'user', nickname: 'nora', display_name: 'Nora Nobody' });
      expect(owner['links']).toMatchObject({ html: { href: expect.stringMatching(/%7D\/$/) } });
      expect(JSON.stringify(owner)).toContain(base);
    });

    it('§4: shows a repository its workspace and project in short, with `links.avatar`', async () => {
      const { ask } = await open(era);
      const { workspace, project, website } = (await ask(FORMAT)) as Record<string, Json>;

      expect(Object.keys(workspace ?? {}).toSorted()).toEqual(
        ['type', 'uuid', 'name', 'slug', 'links'].toSorted(),
      );
      expect(Object.keys(workspace?.['links'] ?? {}).toSorted()).toEqual([
        'avatar',
        'html',
        'self',
      ]);
      expect(Object.keys(project ?? {}).toSorted()).toEqual(
        ['type', 'key', 'uuid', 'name', 'links'].toSorted(),
      );
      expect(Object.keys(project?.['links'] ?? {}).toSorted()).toEqual(['avatar', 'html', 'self']);
      expect(website).toBeNull(); // '' is recorded as well
    });

    it('S10: shows a project with its owner, dates and repositories', async () => {
      const { ask, list, base } = await open(era);
      const project = await ask('/2.0/workspaces/analytical-engines/projects/MAIN');

      expect(project).toMatchObject({
        type: 'project',
        key: 'MAIN',
        owner: { type: 'team', username: 'analytical-engines' },
        workspace: { type: 'workspace', slug: 'analytical-engines' },
        description: '',
        is_private: false,
        has_publicly_visible_repos: true,
        created_on: expect.stringMatching(/^\d{4}-/),
        updated_on: expect.stringMatching(/^\d{4}-/),
        links: { avatar: { href: expect.stringMatching(/^http/) } },
      });
      const { links } = project as { links: Record<string, { href: string }> };
      const repositories = await list((links['repositories']?.href ?? '').replace(base, ''));
      expect(repositories).toHaveLength(10);
      expect(await list('/2.0/workspaces/analytical-engines/projects')).toEqual([project]);
    });

    it('§4: puts the name of whoever asks into the address for git, and of nobody where nobody is known', async () => {
      const { ask, room } = await open(era);
      const cloneOf = (repository: unknown) =>
        (repository as { links: { clone: { href: string }[] } }).links.clone.map(
          ({ href }) => href,
        );
      const una = await obtainAccessToken(room, { person: 'una' });

      const [https, ssh] = cloneOf(await ask(FORMAT));
      const anonymous = cloneOf((await room.askApi(FORMAT)).body);
      const [unnamed] = cloneOf((await room.askApi(FORMAT, una)).body);

      const path = `sandbox/${era}/analytical-engines/card-format.git`;
      expect(https).toBe(`http://ada@localhost:3000/${path}`);
      expect(ssh).toBe('git@localhost:3000:analytical-engines/card-format.git');
      expect(anonymous[0]).toBe(`http://localhost:3000/${path}`);
      expect(unnamed).toBe(anonymous[0]);
    });

    it('§4: ends the page of a user and of a workspace in a slash', async () => {
      const { ask } = await open(era);
      const user = (await ask('/2.0/user')) as { links: Record<string, { href: string }> };
      const workspace = (await ask('/2.0/workspaces/analytical-engines')) as typeof user;

      expect(user.links['html']?.href).toMatch(/%7D\/$/);
      expect(workspace.links['html']?.href).toMatch(/\/analytical-engines\/$/);
    });

    it('§4: gives every commit that is referred to its page, `links.html`', async () => {
      const { ask, list, base } = await open(era);
      const answers = [
        await list(`${FORMAT}/commits`),
        await list(`${FORMAT}/pullrequests?state=ALL`),
        await list(`${FORMAT}/commit/main/statuses`),
        await list(`${FORMAT}/src/main/`),
        await ask(`${FORMAT}/refs/branches/main`),
      ];

      for (const answer of answers) {
        const commits = commitsIn(answer);
        expect(commits.length).toBeGreaterThan(0);
        for (const { hash, links } of commits) {
          expect(links).toMatchObject({
            html: { href: `${base}/analytical-engines/card-format/commits/${String(hash)}` },
          });
        }
      }
    });

    it('§4: renders the message of a commit in lists, and says no `page` there', async () => {
      const { list, room } = await open(era);
      const commits = await list(`${FORMAT}/commits`);
      const ofRequest = await list(`${FORMAT}/pullrequests/1/commits`);

      for (const { message, rendered } of [...commits, ...ofRequest]) {
        expect(rendered).toMatchObject({ message: { type: 'rendered', raw: message } });
      }
      expect((await room.askApi(`${FORMAT}/commits`)).body).not.toHaveProperty('page');
    });

    it('§4: says of a branch how it may be merged into', async () => {
      const { list } = await open(era);

      for (const branch of await list(`${FORMAT}/refs/branches`)) {
        expect(branch).toMatchObject({
          merge_strategies: ['merge_commit', 'squash', 'fast_forward'],
          default_merge_strategy: 'merge_commit',
        });
      }
    });

    it('§4: escapes paths, and ends the links of a directory in a slash', async () => {
      const { list } = await open(era);
      const entries = await list(`${FORMAT}/src/main/?max_depth=3`);
      const [stat] = await list(`${FORMAT}/diffstat/main`);

      for (const { type, path, escaped_path: escaped, links } of entries) {
        const { self, meta } = links as Record<string, { href: string }>;
        const end = type === 'commit_directory' ? `/${String(path)}/` : `/${String(path)}`;
        expect(escaped).toBe(path);
        expect(self?.href.endsWith(end)).toBe(true);
        expect(meta?.href).toBe(`${self?.href ?? ''}?format=meta`);
      }
      const side = stat?.['new'] ?? stat?.['old'];
      expect(side).toMatchObject({ path: expect.stringMatching(/^[\w/.]+$/) });
      expect(side).toMatchObject({ escaped_path: (side as Json)['path'] });
    });

    it('§4: shows a pull request its texts rendered where it stands alone, and `request-changes` among its links', async () => {
      const { ask, list } = await open(era);
      const one = await ask(`${FORMAT}/pullrequests/1`);
      const [listed] = await list(`${FORMAT}/pullrequests?state=ALL`);

      expect(Object.keys(one['rendered'] ?? {})).toEqual(['title', 'description', 'reason']);
      expect(listed).not.toHaveProperty('rendered');
      expect(one['source']).toMatchObject({ branch: { links: {} } });
      expect(one['links']).toMatchObject({
        'request-changes': { href: expect.stringMatching(/\/pullrequests\/1\/request-changes$/) },
      });
    });

    it('§4: keeps what is recorded otherwise: `pending` of comments, a bare workspace in `user/workspaces`, no username in nested users', async () => {
      const { list } = await open(era);
      const [comment] = await list(`${FORMAT}/pullrequests/5/comments`);
      const [access] = await list('/2.0/user/workspaces');

      expect(comment).toMatchObject({ pending: false });
      expect(comment?.['user']).not.toHaveProperty('username');
      expect(Object.keys((access?.['workspace'] ?? {}) as Json).toSorted()).toEqual(
        ['type', 'uuid', 'slug', 'links'].toSorted(),
      );
    });
  },
);
