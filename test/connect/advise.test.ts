import { describe, expect, it } from '@jest/globals';
import type { GrantAdvice } from '../../src/connect/advice.ts';
import { advise } from '../../src/connect/advise.ts';
import type { Answers } from '../../src/connect/questions.ts';
import { SCOPES } from '../../src/scopes/scopes.ts';

function adviseOf(who: Answers['who'], where: Answers['where'], later: Answers['later'] = 'yes') {
  return advise({ who, where, later });
}

function grantFor(...answers: Parameters<typeof adviseOf>): GrantAdvice {
  const advice = adviseOf(...answers);
  if (advice.kind === 'none') throw new Error('no grant');
  return advice;
}

const ticked = ({ boxes }: GrantAdvice) =>
  boxes.filter(({ isTicked }) => isTicked).map(({ label }) => label);

const GRANTS = [
  ['person', 'server'],
  ['person', 'machine'],
  ['app', 'server'],
  ['app', 'machine'],
] as const;

describe('The advice', () => {
  it.each(GRANTS)('of a %s, %s names scopes that there are, and statements', (who, where) => {
    const { scopes, why, store } = grantFor(who, where);
    const names = new Set(SCOPES.map(({ name }) => name));

    expect(scopes.length).toBeGreaterThan(0);
    expect(scopes.filter((scope) => !names.has(scope))).toEqual([]);
    expect([why.statements?.length, store.statements?.length]).not.toContain(undefined);
  });

  it('has a person tick the code grant, and the app client credentials, and neither both', () => {
    for (const where of ['server', 'machine'] as const) {
      expect(ticked(grantFor('person', where))).toEqual(['Authorization code']);
      expect(ticked(grantFor('app', where))).toEqual(['Client credentials']);
    }
  });

  it('registers a callback for a person alone: loopback where it runs on their machine', () => {
    expect(grantFor('person', 'server').callback).toMatch(/^https:/);
    expect(grantFor('person', 'machine').callback).toMatch(/^http:\/\/127\.0\.0\.1\//);
    for (const where of ['server', 'machine'] as const) {
      expect(grantFor('app', where).callback).toBe(undefined);
    }
  });

  it('keeps a refresh token for a person whose app goes on, and drops it otherwise', () => {
    for (const where of ['server', 'machine'] as const) {
      expect(grantFor('person', where, 'yes').store.text).toContain('Keep the new refresh token');
      expect(grantFor('person', where, 'no').store.text).toMatch(/drop/i);
    }
  });

  it('gives the app itself no refresh token, wherever it runs and however long', () => {
    for (const where of ['server', 'machine'] as const) {
      for (const later of ['yes', 'no'] as const) {
        const { store } = grantFor('app', where, later);
        expect(store.text).not.toContain('efresh token');
        expect(store.statements).toContain('no-refresh-for-clients');
      }
    }
  });

  it('has no grant for a page alone: it says why, and what there is in its place', () => {
    for (const who of ['person', 'app'] as const) {
      const advice = adviseOf(who, 'page');
      if (advice.kind === 'grant') throw new Error('a grant');
      expect(advice.why.flatMap(({ statements = [] }) => statements)).toContain(
        'token-endpoint-cors',
      );
      expect(advice.instead[0]?.href).toBe(`/connect?who=${who}&where=server&later=yes`);
    }
  });
});
