import { describe, expect, it } from '@jest/globals';
import type { ApiResults } from '../../src/bitbucket/api-results.ts';
import { showResults } from '../../src/pages/show-results.ts';

const RESULTS: ApiResults = {
  user: {
    isOk: true,
    values: [{ type: 'app_user', uuid: '{1}' }],
    exchangeIds: ['x4'],
  },
  emails: {
    isOk: false,
    refusal: {
      status: 403,
      message: 'Scopes are lacking.',
      required: ['email'],
      granted: ['account'],
    },
    exchangeIds: ['x5'],
  },
  workspaces: {
    isOk: false,
    refusal: { message: 'api.example took too long to answer (ETIMEDOUT).' },
    exchangeIds: ['x6'],
  },
};

const toHref = (id: string) => `/implicit/exchanges/${id}`;
const KEPT = new Set(['x4', 'x5', 'x6']);

describe('What the API answered, as rows of tables', () => {
  it('leaves out the fields that are not there', () => {
    expect(showResults(RESULTS, toHref, KEPT).user).toEqual({
      isOk: true,
      rows: [
        ['UUID', '{1}'],
        ['Type', 'app_user'],
      ],
      hasMore: false,
      exchangeHrefs: ['/implicit/exchanges/x4'],
    });
  });

  it('shows required scopes against granted ones (RFC 6750 §3.1)', () => {
    expect(showResults(RESULTS, toHref, KEPT).emails).toMatchObject({
      isOk: false,
      status: 403,
      required: ['email'],
      granted: ['account'],
    });
  });

  it('leads to no exchange that was dropped from the log', () => {
    const { user, emails } = showResults(RESULTS, toHref, new Set(['x5']));

    expect(user?.exchangeHrefs).toEqual([]);
    expect(emails?.exchangeHrefs).toEqual(['/implicit/exchanges/x5']);
  });

  it('explains a call that had no answer', () => {
    const { workspaces } = showResults(RESULTS, toHref, KEPT);

    expect(workspaces).toMatchObject({ isOk: false, message: expect.stringContaining('too long') });
    expect(workspaces).not.toHaveProperty('status');
  });

  it('has no repositories where there is no workspace', () => {
    expect(showResults(RESULTS, toHref, KEPT)).not.toHaveProperty('repositories');
  });

  it('takes a date that is none for unknown', () => {
    const repository = { name: 'r', is_private: true, updated_on: 'yesterday' };
    const repositories = {
      isOk: true as const,
      values: [repository],
      next: '/repositories/w?page=2',
      exchangeIds: [],
      workspace: 'w',
    };

    expect(showResults({ ...RESULTS, repositories }, toHref, KEPT).repositories).toMatchObject({
      workspace: 'w',
      rows: [['r', '–', 'private', 'unknown']],
      hasMore: true,
    });
  });
});
