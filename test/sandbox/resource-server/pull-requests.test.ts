import { beforeAll, describe, expect, it } from '@jest/globals';
import { pageOf } from '../support/answers.ts';
import { openRoom } from '../support/room.ts';
import { obtainAccessToken } from '../support/tokens.ts';
import { locationOf } from '../support/visitor.ts';

const BASE = 'http://localhost:3000/sandbox/current';
const FORMAT = '/2.0/repositories/analytical-engines/card-format';

interface PullRequest {
  id: number;
  state: string;
  comment_count: number;
  author: { uuid: string };
  reviewers: { uuid: string; type: string }[];
  participants: { user: { uuid: string }; role: string; approved: boolean; state: string | null }[];
  links: Record<string, { href: string }>;
}

const shared = openRoom();
let adas = '';
beforeAll(async () => void (adas = await obtainAccessToken(shared)));

async function open() {
  const ask = (path: string) => shared.askApi(path, adas);
  /** As clients do: to the diff of the repository. */
  const follow = async (path: string) =>
    ask(locationOf(await ask(path).expect(302)).replace(BASE, '')).expect(200);
  const { values } = pageOf(await ask(`${FORMAT}/pullrequests?state=ALL`));
  return { ask, follow, requests: values as unknown as PullRequest[] };
}

describe('Pull requests, as the GitLab importer reads them (contract §6)', () => {
  it('names `reviewers`, who are never the author, and what each of them said', async () => {
    const { requests } = await open();

    for (const { author, reviewers, participants, state } of requests) {
      expect(reviewers.map(({ type }) => type)).toEqual(['user']);
      expect(reviewers.map(({ uuid }) => uuid)).not.toContain(author.uuid);
      expect(participants.map(({ user }) => user.uuid)).toEqual(reviewers.map(({ uuid }) => uuid));
      for (const { role, approved, state: verdict } of participants) {
        expect(role).toBe('REVIEWER');
        expect(approved).toBe(state === 'MERGED');
        expect(verdict === 'approved').toBe(approved);
      }
    }
  });

  it('answers the list with the fields that it asks for, `values.reviewers` among them', async () => {
    const { ask } = await open();
    const fields = 'pagelen,size,page,next,values.comment_count,values.id,values.reviewers';

    const page = pageOf(
      await ask(`${FORMAT}/pullrequests?state=ALL&sort=created_on&fields=${fields}`),
    );

    expect(page.values.length).toBeGreaterThan(1);
    for (const value of page.values) {
      expect(Object.keys(value).toSorted()).toEqual(['comment_count', 'id', 'reviewers']);
    }
  });

  it('lists the "comments" of each: as many as `comment_count` says, the oldest first (contract §6)', async () => {
    const { ask, requests } = await open();
    const ids: unknown[] = [];

    for (const { id, comment_count: count } of requests) {
      const page = pageOf(await ask(`${FORMAT}/pullrequests/${id}/comments?sort=created_on`));
      expect(page.size).toBe(count);
      ids.push(...page.values.map((comment) => comment['id']));
    }

    expect(ids.length).toBeGreaterThan(3);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has a comment on the whole, one on a line of its diff, and an answer (contract §6)', async () => {
    const { ask, follow, requests } = await open();
    const talked = requests.find((request) => request.comment_count === 3);
    const path = `${FORMAT}/pullrequests/${talked?.id ?? 0}`;

    const { values } = pageOf(await ask(`${path}/comments`));
    const [whole, onLine, reply] = values;
    const diff = await follow(`${path}/diff`);

    const href = `${BASE}${path}/comments/${String(whole?.['id'])}`;
    expect(whole).toMatchObject({
      type: 'pullrequest_comment',
      id: expect.any(Number),
      content: { type: 'rendered', raw: expect.any(String), markup: 'markdown' },
      user: { type: 'user', nickname: expect.any(String) },
      deleted: false,
      pullrequest: { type: 'pullrequest', id: talked?.id },
      links: { self: { href } },
    });
    expect(whole).not.toHaveProperty('inline');
    expect(reply).toMatchObject({ parent: { id: whole?.['id'], links: { self: { href } } } });
    const { inline } = onLine as { inline: { path: string; to: number; from: null } };
    expect(inline).toMatchObject({ from: null, to: 1 });
    expect(diff.text).toContain(`+++ b/${inline.path}\n`);
    expect((await ask(href.replace(BASE, ''))).body).toEqual(whole);
  });

  it('answers its "diff" as text: as many lines as "diffstat" counts, and the files as they are (contract §6)', async () => {
    const { ask, follow, requests } = await open();

    for (const { id } of requests) {
      const path = `${FORMAT}/pullrequests/${id}`;
      const diff = await follow(`${path}/diff`);
      const stat = pageOf(await follow(`${path}/diffstat`)).values;
      expect(diff.get('Content-Type')).toBe('text/plain; charset=utf-8');
      const files = diff.text.split(/^(?=diff --git )/m);
      expect(files).toHaveLength(stat.length);
      for (const [index, file] of files.entries()) {
        const lines = file.split('\n').slice(0, -1);
        const hunk = lines.slice(lines.findIndex((line) => line.startsWith('@@')) + 1);
        const added = hunk.filter((line) => line.startsWith('+')).map((line) => line.slice(1));
        expect(stat[index]).toMatchObject({
          lines_added: added.length,
          lines_removed: hunk.filter((line) => line.startsWith('-')).length,
        });
        const side = stat[index]?.['new'] as { links: { self: { href: string } } } | null;
        if (!side) continue;
        const content = await ask(side.links.self.href.replace(BASE, ''));
        expect(content.text).toBe(`${added.join('\n')}\n`);
      }
    }
  });

  it('writes hunks as git reads them (contract §6)', async () => {
    const { ask } = await open();
    const commits = pageOf(await ask(`${FORMAT}/commits?pagelen=100`)).values;
    const kinds = new Set<string>();

    for (const { hash } of commits) {
      const { text } = await ask(`${FORMAT}/diff/${String(hash)}`).expect(200);
      for (const file of text.split(/^(?=diff --git )/m)) {
        const [, before, after] = /^@@ -(\S+) \+(\S+) @@$/m.exec(file) ?? [];
        const count = (sign: string) => file.split(`\n${sign}`).length - 2; // but for the heading
        expect(before).toBe(rangeOf(count('-')));
        expect(after).toBe(rangeOf(count('+')));
        expect(file.includes('--- /dev/null')).toBe(file.includes('new file mode'));
        expect(file.includes('+++ /dev/null')).toBe(file.includes('deleted file mode'));
        kinds.add(before === '0,0' ? 'added' : after === '0,0' ? 'removed' : 'modified');
      }
    }

    expect(kinds).toEqual(new Set(['added', 'removed', 'modified']));
  });

  it('lists its "commits": the head of its source, whose diff it is (contract §4.2)', async () => {
    const { ask, follow, requests } = await open();
    const [{ id } = { id: 0 }] = requests;

    const page = pageOf(await ask(`${FORMAT}/pullrequests/${id}/commits`));

    const request = (await ask(`${FORMAT}/pullrequests/${id}`)).body as {
      source: { commit: { hash: string } };
    };
    expect(page.values.map(({ hash }) => String(hash).slice(0, 12))).toEqual([
      request.source.commit.hash,
    ]);
    const diff = await ask(`${FORMAT}/diff/${request.source.commit.hash}`);
    expect((await follow(`${FORMAT}/pullrequests/${id}/diff`)).text).toBe(diff.text);
  });

  it('lists its activity: how it stands, judgements, comments (contract §4.2)', async () => {
    const { ask, requests } = await open();

    for (const { id, state, comment_count: count, participants } of requests) {
      const { values } = pageOf(await ask(`${FORMAT}/pullrequests/${id}/activity`));
      const judgements = participants.filter((one) => one.state !== null);
      expect(values[0]).toMatchObject({ update: { state }, pull_request: { id } });
      expect(values.filter((entry) => 'comment' in entry)).toHaveLength(count);
      expect(values).toHaveLength(1 + judgements.length + count);
    }
  });

  it('writes a commit as a "patch", with its author and message (contract §4.2)', async () => {
    const { ask } = await open();
    const [newest] = pageOf(await ask(`${FORMAT}/commits`)).values;
    const { raw = '' } = (newest?.['author'] ?? {}) as { raw?: string };

    const { text } = await ask(`${FORMAT}/patch/${String(newest?.['hash'])}`).expect(200);

    expect(text).toMatch(/^From [0-9a-f]{40} /);
    expect(text).toContain(`\nFrom: ${raw}\n`);
    expect(text).toContain(`\nSubject: [PATCH] ${String(newest?.['message'])}`);
    expect(text).toContain((await ask(`${FORMAT}/diff/main`)).text);
  });

  it('wants `pullrequest` for all of it, and implies `repository`: that scope alone is refused (contract §3)', async () => {
    const room = openRoom();
    const token = await obtainAccessToken(room, { scope: 'repository' });

    for (const below of ['comments', 'diff', 'commits', 'activity', 'statuses', 'comments/1']) {
      await room.askApi(`${FORMAT}/pullrequests/1/${below}`, token).expect(403);
    }
  });
});

function rangeOf(lines: number): string {
  return lines === 1 ? '1' : lines === 0 ? '0,0' : `1,${lines}`;
}
