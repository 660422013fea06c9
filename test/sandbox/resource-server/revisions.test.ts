import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { pageOf } from '../support/answers.ts';
import { openRoom } from '../support/room.ts';
import { obtainAccessToken } from '../support/tokens.ts';

/** Public: no token is needed. */
const FORMAT = '/2.0/repositories/analytical-engines/card-format';
const MILL = '/2.0/repositories/analytical-engines/mill';
const ERAS = ['legacy', 'current'] as const;

async function hashesOf(path: string): Promise<unknown[]> {
  return pageOf(await openRoom().askApi(path)).values.map(({ hash }) => hash);
}

describe('Revisions (contract §4.2)', () => {
  it.each([
    'src/HEAD/README.md',
    'src/HEAD',
    'commits/HEAD',
    'commit/HEAD',
    'commit/HEAD/statuses',
    'commit/HEAD/statuses/build/unit',
    'commit/HEAD/comments',
    'diff/HEAD',
    'diff/HEAD..develop',
    'diffstat/HEAD',
    'patch/HEAD',
    'filehistory/HEAD/README.md',
    'commits?include=HEAD',
  ])('S2: takes HEAD for the head of the main branch, as renovate asks: %s', async (path) => {
    for (const era of ERAS) {
      const room = openRoom(era);

      const head = await room.askApi(`${FORMAT}/${path}`).expect(200);
      const main = await room.askApi(`${FORMAT}/${path.replace('HEAD', 'main')}`).expect(200);

      const same = head.text.replaceAll('/HEAD', '/main').replaceAll('=HEAD', '=main');
      expect(same).toBe(main.text);
    }
  });

  it.each([
    'commits/{}',
    'commits/{}/',
    'commit/{}',
    'commit/{}/statuses',
    'commit/{}/statuses/build/unit',
    'commit/{}/comments',
    'diff/{}',
    'diff/{}..main',
    'diff/main..{}',
    'diffstat/{}..main',
    'patch/{}',
    'refs/branches/{}',
    'commits?include={}',
  ])('S4: takes a revision with a slash as it is, and encoded: %s', async (path) => {
    for (const era of ERAS) {
      const room = openRoom(era);
      const ask = (name: string) => room.askApi(`${FORMAT}/${path.replace('{}', name)}`);

      const plain = await ask('release/2.0').expect(200);
      const encoded = await ask('release%2F2.0').expect(200);

      const [one, other] = [plain, encoded].map(({ text }) => text.replaceAll('%2F', '/'));
      expect(one).toBe(other);
      const missing = await ask('release/3.0').expect(404);
      expect(missing.text).not.toContain('There is no API');
    }
  });

  it('S4: has the slash in links as it is, of branches and of tags', async () => {
    for (const era of ERAS) {
      const room = openRoom(era);
      const answer = await room.askApi(`${FORMAT}/refs/branches/release/2.0`).expect(200);
      const { links } = answer.body as { links: Record<string, { href: string }> };

      expect(links['self']?.href).toMatch(/\/card-format\/refs\/branches\/release\/2\.0$/);
      expect(links['commits']?.href).toMatch(/\/card-format\/commits\/release\/2\.0$/);
      expect(links['html']?.href).toMatch(/\/card-format\/branch\/release\/2\.0$/);
    }
  });

  it('S4: answers 404 "Commit not found" for `src/{a/b}/…`, as Bitbucket does, and takes it encoded (S15)', async () => {
    const room = openRoom();

    const plain = await room.askApi(`${FORMAT}/src/release/2.0/README.md`).expect(404);
    await room.askApi(`${FORMAT}/src/release%2F2.0/README.md`).expect(200);

    expect(plain.body).toMatchObject({ error: { message: 'Commit not found' } });
  });
});

describe('Parameters of lists that Atlassian documents', () => {
  it('S6: `include` and `exclude` choose commits by what reaches them', async () => {
    const all = await hashesOf(`${FORMAT}/commits?pagelen=100`);
    const release = await hashesOf(`${FORMAT}/commits/release/2.0?pagelen=100`);
    const [, tagged] = pageOf(await openRoom().askApi(`${FORMAT}/refs/tags`)).values;
    const tag = String(tagged?.['name']);
    const behind = await hashesOf(`${FORMAT}/commits/${tag}?pagelen=100`);

    const among = async (query: string) => hashesOf(`${FORMAT}/commits?pagelen=100&${query}`);
    expect(await among('include=release/2.0')).toEqual(release);
    expect(await among('include=release/2.0&include=main')).toEqual(all);
    expect(await among(`exclude=${tag}`)).toEqual(all.slice(0, all.length - behind.length));
    expect(await among(`include=release/2.0&exclude=${tag}`)).toEqual(
      release.slice(0, release.length - behind.length),
    );
    expect(await among('include=main&exclude=main')).toEqual([]);
    expect(await hashesOf(`${FORMAT}/commits/release/2.0?exclude=main`)).toEqual([]);
    await openRoom().askApi(`${FORMAT}/commits?exclude=nothing`).expect(404);
  });

  it('S6: an empty `include`, `exclude` or `path` chooses nothing, as a form that is left empty sends them', async () => {
    const all = await hashesOf(`${FORMAT}/commits?pagelen=100`);

    expect(await hashesOf(`${FORMAT}/commits?pagelen=100&include=&exclude=&path=`)).toEqual(all);
    expect(await hashesOf(`${FORMAT}/commits/main?pagelen=100&exclude=`)).toEqual(all);
  });

  it.each(['diff', 'diffstat'] as const)(
    'S6: `path` of a pull request’s %s goes along to where it is led on, as go-scm asks',
    async (kind) => {
      for (const era of ERAS) {
        const room = openRoom(era);
        const asked = 'path=README.md&pagelen=5&q=%22a+b%22';
        const { headers } = await room.askApi(`${FORMAT}/pullrequests/5/${kind}?${asked}`);
        const location = headers['location'] ?? '';
        expect(location).toContain(`?from_pullrequest_id=5&topic=true&${asked}`);
      }
    },
  );

  it('S6: `path` chooses the commits that changed a file, or anything below a directory', async () => {
    const room = openRoom();
    const token = await obtainAccessToken(room);
    const ask = async (path: string) => pageOf(await room.askApi(FORMAT + path, token));
    const all = (await ask('/commits?pagelen=100')).values;
    const counts = new Set<number>();
    for (const path of ['README.md', 'src', 'docs/images/', 'nothing.md']) {
      const found = await hashesOf(`${FORMAT}/commits?pagelen=100&path=${path}`);
      const expected = [];
      for (const { hash } of all) {
        const stat = await ask(`/diffstat/${String(hash)}?path=${path}`);
        if (stat.values.length > 0) expected.push(hash);
      }
      expect(found).toEqual(expected);
      expect(found.length > 0).toBe(path !== 'nothing.md');
      counts.add(found.length);
    }
    expect(counts.size).toBeGreaterThan(2);
  });

  it('S6: `path` chooses files of a diff and of a diffstat, and may come more than once', async () => {
    const room = openRoom();
    const files = pageOf(await room.askApi(`${FORMAT}/diffstat/main`)).values.map(
      (one) => ((one['new'] ?? one['old']) as { path: string }).path,
    );
    const [first = '', second = ''] = files;
    const diffOf = async (query: string) => {
      const { text } = await room.askApi(`${FORMAT}/diff/main?${query}`).expect(200);
      return [...text.matchAll(/^diff --git a\/(\S+)/gm)].map(([, path]) => path);
    };

    expect(files.length).toBeGreaterThan(2);
    expect(await diffOf(`path=${first}`)).toEqual([first]);
    expect(await diffOf(`path=${first}&path=${second}`)).toEqual([first, second]);
    expect(await diffOf('path=nothing')).toEqual([]);
    expect(await diffOf('unknown=parameter')).toEqual(files);
  });

  it('S7: `max_depth` lists what lies below, level by level; one level without it', async () => {
    const room = openRoom();
    const pathsAt = async (query: string) =>
      pageOf(await room.askApi(`${MILL}/src/main/${query}`)).values.map(({ path }) => path);
    const top = ['docs', 'src', '.gitignore', 'README.md'];
    const second = ['docs/images', 'docs/guide.md', 'src/main.txt'];

    expect(await pathsAt('')).toEqual(top);
    expect(await pathsAt('?max_depth=1')).toEqual(top);
    expect(await pathsAt('?max_depth=2')).toEqual([...top, ...second]);
    expect(await pathsAt('?max_depth=9')).toEqual([...top, ...second, 'docs/images/engine.svg']);
    expect(await pathsAt('docs?max_depth=2')).toEqual([
      'docs/images',
      'docs/guide.md',
      'docs/images/engine.svg',
    ]);
  });
});

describe('Diffs as git writes them', () => {
  it('S11: answers the spec of a pull request’s links, `{ws}/{repo}:{source}%0D{destination}`', async () => {
    for (const era of ERAS) {
      const room = openRoom(era);
      const answer = await room.askApi(`${FORMAT}/pullrequests/5`).expect(200);
      const { links, source, destination } = answer.body as {
        links: Record<string, { href: string }>;
        source: { commit: { hash: string } };
        destination: { commit: { hash: string } };
      };
      const spec = `analytical-engines/card-format:${source.commit.hash}%0D${destination.commit.hash}`;
      const below = (name: string) => (links[name]?.href ?? '').replace(/^.*(?=\/2\.0\/)/, '');

      expect(below('diff')).toBe(`${FORMAT}/diff/${spec}?from_pullrequest_id=5&topic=true`);
      expect(below('diffstat')).toBe(`${FORMAT}/diffstat/${spec}?from_pullrequest_id=5&topic=true`);
      const diff = await room.askApi(below('diff')).expect(200);
      const stat = pageOf(await room.askApi(below('diffstat')));
      expect(diff.text.split(/^diff --git /m)).toHaveLength(stat.values.length + 1);
      expect(diff.text).toBe((await room.askApi(`${FORMAT}/diff/${source.commit.hash}`)).text);
      const redirect = await room.askApi(`${FORMAT}/pullrequests/5/diff`).expect(302);
      expect(redirect.get('Location')).toBe(links['diff']?.href);
      await room.askApi(`${FORMAT}/diff/${spec.replace('card-format', 'mill')}`).expect(404);
      await room.askApi(`${FORMAT}/diff/${spec}0`).expect(404);
    }
  });

  it('S12: names the blobs of each file, `index a..b 100644`, the new one as git would name it', async () => {
    const room = openRoom();
    const seen = new Set<string>();
    for (const { hash } of pageOf(await room.askApi(`${FORMAT}/commits?pagelen=100`)).values) {
      const { text } = await room.askApi(`${FORMAT}/diff/${String(hash)}`).expect(200);
      for (const file of text.split(/^(?=diff --git )/m)) {
        const lines = file.split('\n');
        const [, before = '', after = '', mode] =
          /^index ([0-9a-f]{7})\.\.([0-9a-f]{7})( 100644)?$/m.exec(file) ?? [];
        const kind = /^(new|deleted) file mode 100644$/m.exec(file)?.[1] ?? 'changed';
        expect([before === '0000000', after === '0000000', mode !== undefined]).toEqual([
          kind === 'new',
          kind === 'deleted',
          kind === 'changed',
        ]);
        expect(lines[kind === 'changed' ? 1 : 2]).toMatch(/^index /);
        const added = lines.filter((line) => /^\+(?!\+\+ )/.test(line));
        const content = added.map((line) => `${line.slice(1)}\n`).join('');
        expect(after).toBe(kind === 'deleted' ? '0000000' : blobOf(content));
        seen.add(kind);
      }
    }

    expect(seen).toEqual(new Set(['new', 'deleted', 'changed']));
  });
});

/** As `git hash-object` names it. */
function blobOf(content: string): string {
  const head = `blob ${Buffer.byteLength(content)}\0`;
  return createHash('sha1').update(head).update(content).digest('hex').slice(0, 7);
}
