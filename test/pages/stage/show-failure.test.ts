import { describe, expect, it } from '@jest/globals';
import type { Server } from '../../../src/bitbucket/servers.ts';
import { showFailure, showRefusals } from '../../../src/pages/stage/show-failure.ts';
import type { Run } from '../../../src/runs/run.ts';
import { WireLog } from '../../../src/wire/wire-log.ts';

function makeRun(rest: Partial<Run> = {}): Run {
  return {
    id: 'x',
    number: 1,
    pace: 'through',
    secrets: {},
    sent: [],
    grantSlug: 'authorization-code',
    server: { id: 'sandbox-current' } as Server,
    startedAt: 0,
    wire: new WireLog(),
    revision: 0,
    lostRefreshes: 0,
    ...rest,
  };
}

const OLD = {
  status: 502,
  title: 'The token endpoint refused',
  explanation: 'It answered with status 400.',
  whatToDo: 'Check the consumer’s key and secret.',
  code: 'unauthorized_client',
};

describe('What failed in a run', () => {
  it('is told in its own words where an older release has kept it, or a newer one has another slug', () => {
    const { status: _status, ...words } = OLD;

    expect(showFailure(makeRun({ failure: OLD }))).toEqual([{ kind: 'failure', ...words }]);
    const renamed = { ...OLD, failure: 'of-another-release' as 'forbidden' };
    expect(showFailure(makeRun({ failure: renamed }))).toEqual([{ kind: 'failure', ...words }]);
    expect(showFailure(makeRun())).toEqual([]);
  });

  it('has the entry’s cause, its steps and the first statement, and where the rest stands', () => {
    const [part] = showFailure(
      makeRun({ failure: { ...OLD, failure: 'wrong-client-credentials' } }),
    );

    expect(part?.entry?.href).toBe('/errors/wrong-client-credentials');
    expect(part?.entry?.fix.length).toBeGreaterThan(1);
    expect(part?.entry?.statements.map(({ id }) => id)).toEqual(['wrong-secret']);
  });

  it('offers what comes nearest where it is not known, and nothing that is not there', () => {
    const nearest = ['code-not-valid', 'of-another-release' as 'forbidden'] as const;
    const [part] = showFailure(makeRun({ failure: { ...OLD, nearest } }));

    expect(part?.entry).toBeUndefined();
    expect(part?.nearest).toEqual([
      { href: '/errors/code-not-valid', text: 'The specified code is not valid.' },
    ]);
  });
});

describe('What the API refused', () => {
  const refused = (status: number | undefined, message: string) =>
    ({
      isOk: false,
      refusal: { ...(status !== undefined && { status }), message },
      exchangeIds: [],
    }) as const;

  it('is explained once, however many calls it was', () => {
    const lacks = refused(403, 'Your credentials lack one or more required privilege scopes.');
    const parts = showRefusals(makeRun(), 'API', {
      user: lacks,
      emails: lacks,
      workspaces: refused(undefined, 'api.bitbucket.org took too long to answer (ETIMEDOUT).'),
    });

    expect(parts.map(({ entry }) => entry?.href)).toEqual([
      '/errors/scope-missing',
      '/errors/timeout',
    ]);
  });

  it('says of unknown words that they are not known', () => {
    const [part] = showRefusals(makeRun(), 'API', { user: refused(404, 'Gone fishing') });

    expect(part?.title).toBe('Gone fishing');
    expect(part?.nearest?.length).toBe(3);
  });
});
