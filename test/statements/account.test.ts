import { describe, expect, it } from '@jest/globals';
import { arrangeAccount, describeDepartures } from '../../src/statements/account.ts';
import { statements, subjects } from '../../src/statements/index.ts';
import type { Statement } from '../../src/statements/statement.ts';

const account = arrangeAccount(subjects);

describe('The account of live Bitbucket', () => {
  it('has each statement in one place: known, disputed or not known', () => {
    const placed = [
      ...account.known.flatMap((subject) => subject.statements),
      ...account.disputed,
      ...account.notKnown,
    ];

    expect(placed.map(({ id }) => id).toSorted()).toEqual(
      statements.map(({ id }) => id).toSorted(),
    );
    expect(account.counts.reduce((sum, { count }) => sum + count, 0)).toBe(statements.length);
  });

  it('tells what changed, the oldest first, from the end of passwords to the end of Connect', () => {
    const days = account.timeline.map(({ on }) => on);

    expect(days).toEqual(days.toSorted());
    expect(account.timeline.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'password-removed',
        'implicit-removed',
        'lists-removed',
        'change-3052',
        'issue-tracker-removed',
        'connect-jwt',
      ]),
    );
  });

  it('says once what the sandbox does otherwise in both eras, and apart what it does in one', () => {
    const of = (sandbox?: Statement['sandbox']) =>
      describeDepartures({ ...statements[0], ...(sandbox && { sandbox }) } as Statement);

    expect(of({ current: 'checks', legacy: 'checks' })).toEqual(['Sandbox: checks.']);
    expect(of({ current: 'a', legacy: 'b' })).toEqual([
      'Sandbox, current: a.',
      'Sandbox, legacy: b.',
    ]);
    expect(of({ legacy: 'b' })).toEqual(['Sandbox, legacy: b.']);
    expect(of()).toEqual([]);
  });
});
