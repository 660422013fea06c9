import { describe, expect, it } from '@jest/globals';
import { describeScope, parseScope, scopeNames, withImplied } from '../../src/sandbox/scopes.ts';

/**
 * The scopes table of the contract: each scope, its cell "Implies" as it stands there, and all
 * that it reaches, however many steps away.
 */
const SCOPES: readonly (readonly [scope: string, cell: string, reaches: readonly string[]])[] = [
  ['account', '–', []],
  ['account:write', 'account (I)', ['account']],
  ['email', '–', []],
  ['team', '–', []],
  ['team:write', 'team (I)', ['team']],
  ['project', 'repository', ['repository']],
  // Under "Gives": "deprecated → project:admin". It stands for that one.
  ['project:write', '–', ['project:admin']],
  ['project:admin', '**nothing**', []],
  ['repository', '–', []],
  ['repository:write', 'repository', ['repository']],
  ['repository:admin', '**nothing**', []],
  ['repository:delete', 'nothing', []],
  ['pullrequest', 'repository', ['repository']],
  [
    'pullrequest:write',
    'pullrequest, repository:write',
    ['pullrequest', 'repository', 'repository:write'],
  ],
  ['issue', '**nothing**', []],
  ['issue:write', 'issue', ['issue']],
  ['wiki', 'nothing', []],
  ['webhook', '–', []],
  ['snippet', '–', []],
  ['snippet:write', 'snippet', ['snippet']],
  ['pipeline', '–', []],
  ['pipeline:write', 'pipeline (I)', ['pipeline']],
  ['pipeline:variable', 'pipeline (I)', ['pipeline']],
  ['runner', '–', []],
  ['runner:write', 'write ⇒ read (I)', ['runner']],
];

describe('Scopes (contract §3)', () => {
  it.each(SCOPES)(
    '`%s` implies what the contract says, "%s", and nothing else (contract §3)',
    (scope, _cell, reaches) => {
      expect([...withImplied([scope])].toSorted()).toEqual([scope, ...reaches].toSorted());
    },
  );

  it('are those of the contract, no more and no fewer; `test` scopes do not exist (contract §3)', () => {
    expect(scopeNames.toSorted()).toEqual(SCOPES.map(([scope]) => scope).toSorted());
  });

  it('reach together what each of them reaches, and an unknown one only itself (contract §3)', () => {
    const reached = withImplied(['project', 'issue:write', 'nonsense']);

    expect([...reached].toSorted()).toEqual([
      'issue',
      'issue:write',
      'nonsense',
      'project',
      'repository',
    ]);
  });

  it('are separated by spaces, each counted once (RFC 6749 §3.3)', () => {
    expect(parseScope(' account  email account ')).toEqual(['account', 'email']);
  });

  it.each(scopeNames)('has words for a person: `%s`', (scope) => {
    expect(describeScope(scope)).toMatch(/^[a-z][a-z ,-]+$/);
    expect(describeScope(scope)).not.toBe(scope);
  });

  it('shows a scope without words under its own name', () => {
    expect(describeScope('new:scope')).toBe('new:scope');
  });
});
