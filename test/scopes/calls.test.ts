import { describe, expect, it } from '@jest/globals';
import { CALLS, REMOVED_CALLS, showAddress } from '../../src/scopes/calls.ts';
import type { Call } from '../../src/scopes/calls.ts';
import { findMissing } from '../../src/scopes/least-scopes.ts';
import { readRefusal } from '../../src/scopes/read-refusal.ts';
import { SCOPES, reach } from '../../src/scopes/scopes.ts';
import { scopeNames, withImplied } from '../../src/sandbox/scopes.ts';
import { openRoomWith } from '../sandbox/support/room.ts';
import { obtainAccessToken } from '../sandbox/support/tokens.ts';

/** What stands in the place of the braces, and of what lies below an address that is none itself. */
const VALUES: Readonly<Record<string, string>> = {
  ws: 'analytical-engines',
  repo: 'mill',
  user: 'nobody-of-this-name',
  key: 'ENG',
  rev: 'main',
  id: '1',
};
const BELOW: Readonly<Record<string, string>> = { branches: '/branches' };

const names = SCOPES.map(({ name }) => name);
const room = openRoomWith({ scopes: names });

function fillIn(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => VALUES[name] ?? '');
}

function ask({ id, methods: [method = ''], path }: Call, token: string) {
  const address = fillIn(path.replace('/*', BELOW[id] ?? ''));
  if (method !== 'git') {
    const request = room.http[method.toLowerCase() as 'get' | 'post'](room.path(`/2.0${address}`));
    return request.set('Authorization', `Bearer ${token}`);
  }
  const service = path === 'push' ? 'git-receive-pack' : 'git-upload-pack';
  return room.http
    .get(room.path(`/${VALUES['ws']}/${VALUES['repo']}.git/info/refs?service=${service}`))
    .auth('x-token-auth', token);
}

describe('The table of calls (contract §4)', () => {
  it('has each scope of the sandbox, and each brings along what it brings there', () => {
    expect(names.toSorted()).toEqual(scopeNames.toSorted());
    for (const name of names) {
      expect([name, [...reach([name])].toSorted()]).toEqual([
        name,
        [...withImplied([name])].toSorted(),
      ]);
    }
  });

  it('names scopes that are there, and each call and each address once', () => {
    expect(CALLS.flatMap(({ scopes }) => scopes).filter((one) => !names.includes(one))).toEqual([]);
    expect(new Set(CALLS.map(({ id }) => id)).size).toBe(CALLS.length);
    expect(new Set(CALLS.map(showAddress)).size).toBe(CALLS.length);
    expect(CALLS.length).toBeGreaterThan(35);
  });

  // A push is not taken by the sandbox at all, whatever its scopes: the rest is tried.
  const tried = CALLS.filter(({ id }) => id !== 'push');

  it.each(names)(
    'is what the sandbox does with a token of `%s` alone: each call is let through, or 403 names what the table says',
    async (scope) => {
      const token = await obtainAccessToken(room, { scope });
      for (const call of tried) {
        const { status, text } = await ask(call, token);
        const isOpen = findMissing(call.scopes, [scope]).length === 0;
        const refusal = status === 403 ? (readRefusal(text)?.required ?? 'by git') : undefined;
        const told = call.methods[0] === 'git' ? 'by git' : call.scopes;
        expect([call.id, refusal]).toEqual([call.id, isOpen ? undefined : told]);
        expect([call.id, [400, 401, 500].includes(status) && call.id !== 'create']).toEqual([
          call.id,
          false,
        ]);
      }
    },
  );

  it.each(REMOVED_CALLS.map(({ path, statement }) => [path, statement] as const))(
    'says of %s that it was removed, and so does the sandbox: to a token of all scopes, too',
    async (path, statement) => {
      const token = await obtainAccessToken(room, { scope: names.join(' ') });
      const ways = path.endsWith('/*') ? ['', '/1'] : [''];
      for (const way of ways) {
        const address = `/2.0${fillIn(path.replace('/*', way))}`;
        const { status } = await room.http
          .get(room.path(address))
          .set('Authorization', `Bearer ${token}`);
        expect([address, status]).toEqual([address, statement === 'lists-removed' ? 410 : 404]);
      }
    },
  );

  it('leads from what was removed to calls that are there', () => {
    const ids = CALLS.map(({ id }) => id);

    expect(REMOVED_CALLS.flatMap(({ instead }) => instead)).not.toEqual([]);
    for (const { instead } of REMOVED_CALLS)
      expect(ids).toEqual(expect.arrayContaining([...instead]));
  });
});
