import { describe, expect, it } from '@jest/globals';
import { jsonOf, pageOf } from '../support/answers.ts';
import { type Room, openRoom } from '../support/room.ts';
import { obtainAccessToken } from '../support/tokens.ts';
import { locationOf } from '../support/visitor.ts';

const BASE = 'http://localhost:3000/sandbox/current';
const MILL = '/2.0/repositories/analytical-engines/mill';

const shared = openRoom();

async function open(scope = '') {
  const room = shared;
  const client = room.client('Client that writes');
  const token = await obtainAccessToken(room, { scope, client });
  const ask = (path: string) => room.askApi(path, token);
  return { room, ask, head: await headOf(room) };
}

/** The newest commit of the main branch. */
async function headOf(room: Room): Promise<string> {
  const token = await obtainAccessToken(room);
  const [newest] = pageOf(await room.askApi(`${MILL}/commits`, token)).values;
  return String(newest?.['hash']);
}

describe('src, "src" of woodpecker and GitLab (contract §6)', () => {
  it('redirects without a commit to the newest of the main branch (contract §6)', async () => {
    const { ask, head } = await open();

    const response = await ask(`${MILL}/src`).expect(302);

    expect(response.get('Location')).toBe(`${BASE}${MILL}/src/${head}/`);
  });

  it('takes along what was asked for where it redirects: depth, length of pages, description', async () => {
    const { ask, head } = await open();

    const response = await ask(`${MILL}/src?max_depth=2&pagelen=50`).expect(302);

    expect(response.get('Location')).toBe(`${BASE}${MILL}/src/${head}/?max_depth=2&pagelen=50`);
  });

  it('lists a directory, by commit and by branch: `commit_directory` and `commit_file` (contract §6)', async () => {
    const { ask, head } = await open();

    const root = pageOf(await ask(`${MILL}/src/${head}/`));
    const docs = pageOf(await ask(`${MILL}/src/main/docs`));

    expect(root.values.map(({ type, path }) => [type, path])).toEqual([
      ['commit_directory', 'docs'],
      ['commit_directory', 'src'],
      ['commit_file', '.gitignore'],
      ['commit_file', 'README.md'],
    ]);
    expect(docs.values.map(({ path }) => path)).toEqual(['docs/images', 'docs/guide.md']);
    expect(root.values[3]).toEqual({
      type: 'commit_file',
      path: 'README.md',
      escaped_path: 'README.md',
      commit: { type: 'commit', hash: head, links: expect.anything() },
      size: expect.any(Number),
      mimetype: 'text/markdown',
      attributes: [],
      links: {
        self: { href: `${BASE}${MILL}/src/${head}/README.md` },
        meta: { href: `${BASE}${MILL}/src/${head}/README.md?format=meta` },
        history: { href: `${BASE}${MILL}/filehistory/${head}/README.md` },
      },
    });
  });

  it('answers a file with its bare content, never as a page, and describes it with format=meta (contract §6)', async () => {
    const { ask } = await open();

    const file = await ask(`${MILL}/src/main/docs/images/engine.svg`).expect(200);
    const meta = await ask(`${MILL}/src/main/docs/images/engine.svg?format=meta`).expect(200);

    expect(file.get('Content-Type')).toBe('text/plain; charset=utf-8');
    expect(file.get('Content-Disposition')).toBe('attachment');
    expect(file.text).toContain('<svg');
    expect(meta.body).toMatchObject({ type: 'commit_file', mimetype: 'image/svg+xml' });
  });

  it.each(['nothing.md', 'README.md/more', 'docs/../README.md', 'doc'])(
    'answers 404 "No such file or directory: {path}" for %s (contract §4.5)',
    async (path) => {
      const { ask } = await open();

      const response = await ask(`${MILL}/src/main/${encodeURIComponent(path)}`).expect(404);

      expect(response.body).toEqual({
        type: 'error',
        error: { message: `No such file or directory: ${path}` },
      });
    },
  );

  it('answers 404 "Commit not found" for an unknown commit (contract §4.5)', async () => {
    const { ask } = await open();

    for (const path of ['src/0000000/README.md', 'commit/0000000/statuses', 'diffstat/0000000']) {
      const response = await ask(`${MILL}/${path}`).expect(404);
      expect(response.body).toEqual({
        type: 'error',
        error: { message: 'Commit not found', data: { shas: ['0000000'] } },
      });
    }
  });
});

describe('Other reads that clients make (contract §6)', () => {
  it('lists what builds said, and finds one by its key: "statuses/build" (contract §6)', async () => {
    const { ask, head } = await open();

    const page = pageOf(await ask(`${MILL}/commit/${head}/statuses`));
    const one = await ask(`${MILL}/commit/${head}/statuses/build/unit`).expect(200);
    await ask(`${MILL}/commit/${head}/statuses/build/none`).expect(404);

    expect(one.body).toEqual(page.values[0]);
    expect(one.body).toMatchObject({
      type: 'build',
      key: 'unit',
      state: expect.stringMatching(/^(SUCCESSFUL|FAILED|INPROGRESS|STOPPED)$/),
      url: expect.stringMatching(/^https:/),
      commit: { hash: head },
    });
  });

  it('counts lines per file in "diffstat", of a commit and of a pull request (contract §6)', async () => {
    const { ask, head } = await open();

    const commit = pageOf(await ask(`${MILL}/diffstat/${head}`));
    const range = pageOf(await ask(`${MILL}/diffstat/${head}..main`));

    expect(range).toEqual({ ...commit, values: expect.anything() });
    for (const change of commit.values) {
      expect(change).toMatchObject({
        type: 'diffstat',
        status: expect.stringMatching(/^(added|modified|removed)$/),
        lines_added: expect.any(Number),
        lines_removed: expect.any(Number),
      });
      expect(change['old'] === null).toBe(change['status'] === 'added');
      expect(change['new'] === null).toBe(change['status'] === 'removed');
    }
    const note = '/2.0/repositories/analytical-engines/note-g/pullrequests/1/diffstat';
    const href = locationOf(await ask(note).expect(302));
    expect(pageOf(await ask(href.replace(BASE, ''))).values.length).toBeGreaterThan(0);
  });

  it('lists webhooks to whoever has `webhook` (contract §4.2)', async () => {
    const { ask } = await open('webhook');
    const { ask: askWithout } = await open('repository:write');

    const page = pageOf(await ask(`${MILL}/hooks`));
    await askWithout(`${MILL}/hooks`).expect(403);

    expect(page.values[0]).toMatchObject({
      type: 'webhook_subscription',
      active: true,
      events: expect.arrayContaining(['repo:push']),
      subject: { type: 'repository', full_name: 'analytical-engines/mill' },
    });
  });

  it('lists snippets of a workspace to its members who have `snippet` (contract §4.2)', async () => {
    const { room, ask } = await open('snippet');

    const page = pageOf(await ask('/2.0/snippets/analytical-engines?role=member'));
    const lacking = await obtainAccessToken(room);
    await room.askApi('/2.0/snippets/analytical-engines', lacking).expect(403);

    expect(page.values).toHaveLength(1);
    expect(Object.keys(page.values[0] ?? {}).join(' ')).toBe(
      'type id title scm created_on updated_on owner creator is_private links',
    );
  });

  it('lists members, permissions and projects of a workspace: `account`, `project` (contract §3, §4.2)', async () => {
    const { ask } = await open();
    const workspace = '/2.0/workspaces/analytical-engines';

    const members = pageOf(await ask(`${workspace}/members`));
    const permissions = pageOf(await ask(`${workspace}/permissions`));
    const projects = pageOf(await ask(`${workspace}/projects`));

    expect(members.values.map(({ permission }) => permission)).toEqual(['owner', 'member']);
    expect(members.values[0]).toMatchObject({
      type: 'workspace_membership',
      user: { display_name: 'Ada Example' },
      workspace: { slug: 'analytical-engines' },
    });
    expect(permissions).toEqual(members);
    expect(projects.values[0]).toMatchObject({ type: 'project', key: 'MAIN' });
  });

  it('lists "…/{ws}/permissions/repositories" to whoever has account and repository (contract §4.2)', async () => {
    const { ask } = await open();

    const page = pageOf(
      await ask('/2.0/user/workspaces/analytical-engines/permissions/repositories'),
    );

    expect(page.size).toBe(26);
    expect(page.values[0]).toMatchObject({
      type: 'repository_permission',
      permission: 'admin',
      repository: { type: 'repository' },
    });
  });
});

describe('Awkward people at the API (contract §4.2)', () => {
  const ask = async (person: string) => {
    const room = openRoom();
    return jsonOf(await room.askApi('/2.0/user', await obtainAccessToken(room, { person })));
  };

  it('"`username` may be missing": account_id is left, and no link tells it (contract §4.2)', async () => {
    const user = await ask('una');

    expect(user).not.toHaveProperty('username');
    expect(user['account_id']).toEqual(expect.any(String));
    expect(JSON.stringify(user)).not.toMatch(/\buna\b/);
  });

  it('has a nickname that is not the username, and names of every kind, unchanged', async () => {
    expect(await ask('nick')).toMatchObject({ username: 'nick', nickname: 'The Printer’s Devil' });
    expect(await ask('bobby')).toMatchObject({ display_name: '<script>alert("Bobby")</script>' });
    expect(await ask('layla')).toMatchObject({ display_name: 'ليلى مثال' });
    expect(String((await ask('wilhelmina'))['display_name']).length).toBeGreaterThan(150);
  });
});
