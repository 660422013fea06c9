import { describe, expect, it } from '@jest/globals';
import { jsonOf, pageOf } from '../support/answers.ts';
import { type Room, openRoom } from '../support/room.ts';
import { obtainAccessToken } from '../support/tokens.ts';

const FORMAT = '/2.0/repositories/analytical-engines/card-format';

async function open(person = 'ada') {
  const room = openRoom();
  const client = room.client('Client that writes');
  const token = await obtainAccessToken(room, { person, client });
  return { room, ask: (path: string) => room.askApi(path, token) };
}

/** The names of a row as the contract writes them: `a, b?, links{self,html}` without what is inside. */
function namesIn(row: string): string[] {
  const outer = row.replace(/\{(?:[^{}]|\{[^{}]*\})*\}|\[\]|\?|:"[^"]*"|\([^)]*\)/g, '');
  return outer.split(/[,/]/).map((name) => name.trim());
}

function keysOf(value: unknown): string[] {
  return Object.keys(value ?? {}).toSorted();
}

async function appUserOf(room: Room): Promise<Record<string, unknown>> {
  const answer = await room.askToken({ grant_type: 'client_credentials' });
  const { access_token: token } = answer.body as { access_token: string };
  return jsonOf(await room.askApi('/2.0/user', token).expect(200));
}

const PULL_REQUEST =
  'type, id, title, description, state, draft?, summary{raw,markup,html,type:"rendered"}, source/destination{branch{name},commit{hash(12),type,links},repository}, author, created_on, updated_on, comment_count, task_count, close_source_branch, closed_by, merge_commit, reason, links{self,html,commits,diff,diffstat,approve,request-changes,merge,decline,activity,comments,statuses}';
const COMMIT =
  'type:"commit", hash(40), date, message, author{type:"author",raw,user?}, summary, parents[], repository, links{self,html,diff,patch,comments,approve,statuses}';
const WORKSPACE =
  'type, uuid, slug, name, is_private, created_on, links{self,html,avatar,members,owners,projects,repositories,snippets,hooks}';
const REPOSITORY_LINKS =
  'self,html,avatar,pullrequests,commits,forks,watchers,branches,tags,downloads,source,hooks,clone';
const LINKS = /links\{(.*?)\}/;

function linksIn(row: string): string[] {
  return (LINKS.exec(row)?.[1] ?? '').split(',').toSorted();
}

describe('Shapes, field by field (contract §4.2)', () => {
  it(`answers a pull request with \`${PULL_REQUEST}\` (contract §4.2)`, async () => {
    const { ask } = await open();
    const requests = pageOf(await ask(`${FORMAT}/pullrequests?state=ALL`)).values;

    for (const request of requests) {
      expect(keysOf(request)).toEqual(
        [...namesIn(PULL_REQUEST), 'reviewers', 'participants'].toSorted(),
      );
      expect(keysOf(request['links'])).toEqual(linksIn(PULL_REQUEST));
      expect(keysOf(request['summary'])).toEqual(['html', 'markup', 'raw', 'type']);
      for (const [name, end] of [
        ['source', request['source']],
        ['destination', request['destination']],
      ]) {
        expect(end).toEqual({
          branch: { name: expect.any(String), ...(name === 'source' && { links: {} }) },
          commit: {
            type: 'commit',
            hash: expect.stringMatching(/^[0-9a-f]{12}$/),
            links: { self: expect.anything(), html: expect.anything() },
          },
          repository: expect.objectContaining({ full_name: 'analytical-engines/card-format' }),
        });
      }
      const isOpen = request['state'] === 'OPEN';
      const isMerged = request['state'] === 'MERGED';
      expect(request).toMatchObject({
        type: 'pullrequest',
        id: expect.any(Number),
        title: expect.any(String),
        description: '',
        draft: false,
        author: { type: 'user' },
        comment_count: expect.any(Number),
        task_count: 0,
        close_source_branch: isMerged,
        closed_by: isOpen ? null : request['author'],
        reason: '',
      });
      const times = [request['created_on'], request['updated_on']].map(String);
      expect(times).toEqual(times.toSorted());
    }
    const states = requests.map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['OPEN', 'MERGED', 'DECLINED']));
    const merges = requests.map((request) => request['merge_commit']);
    expect(merges.map((commit) => commit !== null)).toEqual(
      states.map((state) => state === 'MERGED'),
    );
    expect(merges.find((commit) => commit !== null)).toMatchObject({
      type: 'commit',
      hash: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
  });

  it('answers one pull request as its list does, and its texts `rendered` (contract §4.2)', async () => {
    const { ask } = await open();
    const [first] = pageOf(await ask(`${FORMAT}/pullrequests?state=ALL`)).values;

    const { rendered, ...one } = jsonOf(
      await ask(`${FORMAT}/pullrequests/${String(first?.['id'])}`),
    );
    expect(one).toEqual(first);
    expect(rendered).toEqual({
      title: expect.objectContaining({ type: 'rendered', raw: first?.['title'] }),
      description: expect.objectContaining({ raw: '' }),
      reason: expect.objectContaining({ raw: '' }),
    });
  });

  it(`answers a commit with \`${COMMIT}\` (contract §4.2)`, async () => {
    const { ask } = await open();
    const commits = pageOf(await ask(`${FORMAT}/commits?pagelen=100`)).values;

    for (const [index, commit] of commits.entries()) {
      expect(keysOf(commit)).toEqual([...namesIn(COMMIT), 'rendered'].toSorted());
      expect(commit['rendered']).toEqual({ message: commit['summary'] });
      expect(keysOf(commit['links'])).toEqual(linksIn(COMMIT));
      const before = commits[index + 1]?.['hash'];
      expect(commit).toMatchObject({
        type: 'commit',
        hash: expect.stringMatching(/^[0-9a-f]{40}$/),
        date: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*\+00:00$/),
        message: expect.stringMatching(/\n$/),
        author: {
          type: 'author',
          raw: expect.stringMatching(/^.+ <.+@.+>$/),
          user: { type: 'user' },
        },
        summary: { type: 'rendered', raw: commit['message'] },
        parents: before === undefined ? [] : [{ type: 'commit', hash: before }],
        repository: { type: 'repository', full_name: 'analytical-engines/card-format' },
      });
    }
  });

  it(`answers a workspace with \`${WORKSPACE}\` (contract §4.2)`, async () => {
    const { ask } = await open();
    const workspace = jsonOf(await ask('/2.0/workspaces/analytical-engines'));

    expect(keysOf(workspace)).toEqual(namesIn(WORKSPACE).toSorted());
    expect(keysOf(workspace['links'])).toEqual(linksIn(WORKSPACE));
    for (const one of Object.values(workspace['links'] ?? {})) {
      expect(one).toEqual({ href: expect.stringMatching(/^http:/) });
    }
  });

  it(`answers a repository with the links \`${REPOSITORY_LINKS}[{name:https|ssh,href}]\` (contract §4.2)`, async () => {
    const { ask } = await open();
    const { links } = jsonOf(await ask(FORMAT)) as { links: Record<string, unknown> };

    expect(keysOf(links)).toEqual(REPOSITORY_LINKS.split(',').toSorted());
    expect(links['clone']).toEqual([
      { name: 'https', href: expect.stringMatching(/^http.*\.git$/) },
      { name: 'ssh', href: expect.stringMatching(/^git@.*\.git$/) },
    ]);
  });

  it('P30: answers "same, app_user" with "account fields + `account_id`, `account_status`, `type:"app_user"`", and no `kind` that nobody has recorded (contract §4.2)', async () => {
    const room = openRoom();

    expect(await appUserOf(room)).toEqual({
      type: 'app_user',
      uuid: expect.stringMatching(/^\{[0-9a-f-]{36}\}$/),
      account_id: expect.stringMatching(/^\d+:[0-9a-f-]{36}$/),
      account_status: 'active',
      display_name: 'OAuth 2.0 grants demo',
      created_on: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      links: {
        self: { href: expect.stringMatching(/\/2\.0\/users\/%7B/) },
        avatar: { href: expect.stringMatching(/^http/) },
      },
    });
    expect(await appUserOf(room)).toEqual(await appUserOf(openRoom())); // the same at every start
  });
});
