import { describe, expect, it } from '@jest/globals';
import { CALLS } from '../../src/scopes/calls.ts';
import { readPastedCalls } from '../../src/scopes/read-pasted-calls.ts';

function idsOf(text: string): string[] {
  return readPastedCalls(text).calls.map(({ match }) => {
    if (match.kind === 'call') return match.call.id;
    return match.kind === 'removed' ? `removed ${match.removed.path}` : 'unknown';
  });
}

describe('Calls that were pasted', () => {
  it.each([
    ['/2.0/user', 'user'],
    ['/user/emails', 'emails'],
    ['GET /2.0/user/workspaces/', 'my-workspaces'],
    ['https://api.bitbucket.org/2.0/repositories/acme?role=member&pagelen=100', 'repositories'],
    ['https://bitbucket.org/api/2.0/repositories/acme/site', 'repository'],
    ['/2.0/repositories/acme/site/commits/feature/x', 'commits'],
    ['/2.0/repositories/acme/site/src/main/a/b.txt', 'source'],
    ['/2.0/repositories/acme/site/pullrequests/7/diffstat', 'pull-requests'],
    [`curl -H "Authorization: Bearer $T" 'https://api.bitbucket.org/2.0/user'`, 'user'],
    [
      `curl -X POST https://api.bitbucket.org/2.0/repositories/acme/site/pullrequests/7/merge`,
      'merge',
    ],
    [`curl --request=DELETE https://api.bitbucket.org/2.0/repositories/acme/site`, 'delete'],
    [
      `curl https://api.bitbucket.org/2.0/repositories/acme/site/hooks -d '{"url": "x"}'`,
      'add-hook',
    ],
    [
      `curl \\\n  --json @pr.json \\\n  https://api.bitbucket.org/2.0/repositories/a/b/pullrequests`,
      'open',
    ],
    ['"POST /2.0/repositories/acme/site/src HTTP/1.1" 403', 'commit'],
    ['git clone https://x-token-auth:tok@bitbucket.org/acme/site.git', 'fetch'],
    ['git push origin main', 'push'],
    ['/2.0/workspaces', 'removed /workspaces'],
    ['/2.0/user/permissions/repositories', 'removed /user/permissions/repositories'],
    ['/2.0/repositories/acme/site/issues/3', 'removed /repositories/{ws}/{repo}/issues/*'],
    ['/2.0/repositories/acme/site/pipelines', 'unknown'],
    ['PATCH /2.0/user', 'unknown'],
  ])('knows %s', (line, id) => {
    expect(idsOf(line)).toEqual([id]);
  });

  it('finds each call of the list by its own address', () => {
    for (const { id, methods, path } of CALLS) {
      if (methods[0] === 'git') continue;
      const line = `${methods[0]} /2.0${path.replace('/*', '').replaceAll(/[{}]/g, '')}`;
      expect(idsOf(line)).toEqual([id]);
    }
  });

  it('takes many lines, counts those that have no call, and the same call once', () => {
    const { calls, others } = readPastedCalls('/2.0/user\n\nhello\n/2.0/user\n/2.0/user/emails\n');

    expect(calls.map(({ shown }) => shown)).toEqual(['GET /2.0/user', 'GET /2.0/user/emails']);
    expect(others).toBe(1);
  });

  it('shows of a line neither a query, nor a header, nor a name and password, nor what is too long for a name', () => {
    const token = 'k'.repeat(63);
    const lines = [
      `curl -u key:secret-1 'https://api.bitbucket.org/2.0/user?access_token=secret-2' -H 'X: secret-3'`,
      `https://secret-4@api.bitbucket.org/2.0/repositories/acme/${token}/nowhere`,
    ];
    const { calls } = readPastedCalls(lines.join('\n'));

    expect(calls.map(({ shown }) => shown)).toEqual([
      'GET /2.0/user',
      'GET /2.0/repositories/acme/…/nowhere',
    ]);
  });

  it.each([
    '?',
    '&',
    ';',
    '=',
    '#',
    '%3f',
    '%3F',
    '%26',
    '%3B',
    '%3D',
    '%23',
    '%253D',
    '@',
    ',',
    '|',
    '$',
    '(',
  ])('shows of a path nothing behind %j', (mark) => {
    for (const path of ['/2.0/user', '/user', '/2.0/repositories/acme']) {
      const { calls } = readPastedCalls(`${path}${mark}access_token=secret-1`);

      expect(calls.map(({ shown }) => shown)).toEqual([`GET /2.0${path.replace('/2.0', '')}`]);
    }
  });

  it('shows a UUID in braces, as it is and encoded', () => {
    const { calls } = readPastedCalls('/2.0/users/{a-1}\n/2.0/users/%7Bb-2%7D');

    expect(calls.map(({ shown }) => shown)).toEqual([
      'GET /2.0/users/{a-1}',
      'GET /2.0/users/%7Bb-2%7D',
    ]);
  });
});
