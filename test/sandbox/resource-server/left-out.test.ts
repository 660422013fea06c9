import { describe, expect, it } from '@jest/globals';
import { openRoom } from '../support/room.ts';
import { obtainAccessToken } from '../support/tokens.ts';

const REPOSITORY = '/2.0/repositories/analytical-engines/mill';

describe('Writes that are left out', () => {
  it.each([
    ['post', 'hooks', 'webhook'],
    ['put', 'hooks/1', 'webhook'],
    ['post', 'pullrequests/2/comments', 'pullrequest'],
    ['delete', 'pullrequests/2/comments/1', 'pullrequest'],
    ['post', 'pullrequests/2/approve', 'pullrequest:write'],
    ['delete', 'pullrequests/2/approve', 'pullrequest:write'],
    ['post', 'pullrequests/2/request-changes', 'pullrequest:write'],
    ['post', 'pullrequests/2/merge', 'pullrequest:write'],
    ['post', 'pullrequests/2/decline', 'pullrequest:write'],
    ['post', 'pullrequests', 'pullrequest:write'],
    ['put', 'pullrequests/2', 'pullrequest:write'],
    ['post', 'commit/main/statuses/build', 'repository'],
    ['put', 'commit/main/statuses/build/unit', 'repository'],
    ['post', 'commit/main/approve', 'repository:write'],
    ['post', 'refs/branches', 'repository:write'],
    ['delete', 'refs/branches/feature/mill-tests', 'repository:write'],
    ['post', 'src', 'repository:write'],
    ['put', '', 'repository:admin'],
    ['post', 'forks', 'repository:write'],
    ['post', 'downloads', 'repository:write'],
    ['post', 'commit/main/comments', 'repository'],
    ['post', '/2.0/workspaces/analytical-engines/hooks', 'webhook'],
  ] as const)(
    'I4: refuses %s %s without its scope as Bitbucket does, 403 naming `%s`, and with it 405 (contract §4.2, §4.5)',
    async (method, below, scope) => {
      for (const era of ['legacy', 'current'] as const) {
        const room = openRoom(era);
        const client = room.client('Client that writes');
        const address = below.startsWith('/') ? below : `${REPOSITORY}/${below}`.replace(/\/$/, '');
        const write = (token: string) =>
          room.http[method](room.path(address))
            .set('Authorization', `Bearer ${token}`)
            .send({ name: 'x' });

        const lacking = await write(await obtainAccessToken(room, { client, scope: 'account' }));
        const sufficient = await write(await obtainAccessToken(room, { client, scope }));

        expect([lacking.status, lacking.body]).toEqual([
          403,
          {
            type: 'error',
            error: {
              message: 'Your credentials lack one or more required privilege scopes.',
              detail: { required: [scope], granted: ['account'] },
            },
          },
        ]);
        expect(lacking.get('X-Accepted-OAuth-Scopes')).toBe(scope);
        expect([sufficient.status, sufficient.body]).toEqual([
          405,
          { type: 'error', error: { message: 'Method not allowed' } },
        ]);
      }
    },
  );

  it.each([
    ['post', 'workspaces/analytical-engines/projects', 'project:admin'],
    ['put', 'workspaces/analytical-engines/projects/MAIN', 'project:admin'],
    ['delete', 'workspaces/analytical-engines/projects/MAIN', 'project:admin'],
    ['post', 'snippets/analytical-engines', 'snippet:write'],
  ] as const)('I4: refuses %s %s, too: 403 naming `%s`', async (method, below, scope) => {
    const room = openRoom();
    const token = await obtainAccessToken(room, { scope: 'account' });

    const answer = await room.http[method](room.path(`/2.0/${below}`)).set(
      'Authorization',
      `Bearer ${token}`,
    );

    expect(answer.status).toBe(403);
    expect(answer.get('X-Accepted-OAuth-Scopes')).toBe(scope);
  });
});
