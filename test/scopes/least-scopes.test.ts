import { describe, expect, it } from '@jest/globals';
import { CALLS } from '../../src/scopes/calls.ts';
import { findLeastScopes, findMissing, withoutImplied } from '../../src/scopes/least-scopes.ts';
import { SCOPES, describeBoxes, reach } from '../../src/scopes/scopes.ts';

const callsOf = (...ids: string[]) => CALLS.filter(({ id }) => ids.includes(id));
const askFor = (...ids: string[]) => findLeastScopes(callsOf(...ids)).ask.map(({ name }) => name);

describe('From calls to scopes', () => {
  it('asks for what the calls need, each with its calls, and leaves out what another brings along', () => {
    const { ask, brought } = findLeastScopes(callsOf('user', 'repository', 'pull-requests'));

    expect(ask.map(({ name, calls }) => [name, calls.map(({ id }) => id)])).toEqual([
      ['account', ['user']],
      ['pullrequest', ['pull-requests']],
    ]);
    expect(brought).toEqual([{ name: 'repository', by: 'pullrequest' }]);
  });

  it('asks for nothing wider than the calls need: two scopes, rather than one that may merge besides', () => {
    expect(askFor('pull-requests', 'commit')).toEqual(['repository:write', 'pullrequest']);
    expect(askFor('merge', 'pull-requests', 'commit')).toEqual(['pullrequest:write']);
  });

  it.each([
    ['change', 'repository', ['repository', 'repository:admin']],
    ['add-project', 'projects', ['project', 'project:admin']],
    ['delete', 'repository', ['repository', 'repository:delete']],
  ])('asks for both where the greater brings nothing: %s and %s', (one, other, scopes) => {
    expect(askFor(one, other)).toEqual(scopes);
  });

  it('asks for nothing where any token does', () => {
    expect(findLeastScopes(callsOf('workspace', 'other-user'))).toEqual({ ask: [], brought: [] });
  });

  it('finds for every pair of calls a set that opens both, and of which none can be left out', () => {
    for (const one of CALLS) {
      for (const other of CALLS) {
        const ask = findLeastScopes([one, other]).ask.map(({ name }) => name);
        const needed = [...one.scopes, ...other.scopes];
        const without = ask.map((name) =>
          findMissing(
            needed,
            ask.filter((kept) => kept !== name),
          ),
        );
        expect([one.id, other.id, findMissing(needed, ask)]).toEqual([one.id, other.id, []]);
        expect(without.filter((missing) => missing.length === 0)).toEqual([]);
      }
    }
  });
});

describe('From scopes to calls', () => {
  it('follows what is brought along over more than one step', () => {
    expect([...reach(['pullrequest:write'])].toSorted()).toEqual([
      'pullrequest',
      'pullrequest:write',
      'repository',
      'repository:write',
    ]);
    expect(findMissing(['repository', 'account'], ['pullrequest:write'])).toEqual(['account']);
  });

  it('leaves out names that others bring along, in the order of the page', () => {
    expect(withoutImplied(['webhook', 'repository', 'project', 'account'])).toEqual([
      'account',
      'project',
      'webhook',
    ]);
  });

  it('says which boxes are to be ticked', () => {
    expect(describeBoxes(['webhook', 'account'])).toBe('Account: Read, Webhooks: Read and write');
    expect(new Set(SCOPES.map(({ box }) => `${box.group} ${box.level}`)).size).toBe(SCOPES.length);
  });
});
