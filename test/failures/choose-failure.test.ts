import { describe, expect, it } from '@jest/globals';
import { chooseFailure, findNearest } from '../../src/failures/choose-failure.ts';
import type { Occurrence, Sent } from '../../src/failures/choose-failure.ts';

const INVALID_TOKEN = 'Token is invalid, expired, or not supported for this endpoint.';

function sentAs(values: Record<string, string>, ...changed: string[]): Sent {
  return { values: new Map(Object.entries(values)), changed };
}

const choose = (occurrence: Occurrence) => chooseFailure(occurrence)?.slug;

describe('Which entry it is', () => {
  it.each([
    ['token-expired', sentAs({ Authorization: 'Bearer x' })],
    ['token-expired', undefined],
    ['lower-case-bearer', sentAs({ Authorization: 'bearer x' })],
    ['basic-at-api', sentAs({ Authorization: 'Basic x' })],
    ['token-missing', sentAs({})],
    ['token-in-query', sentAs({ access_token: 'x', Authorization: 'Bearer x' })],
  ])('of those with one text at the API, %s is told by what was sent', (slug, sent) => {
    expect(choose({ where: ['api'], status: 401, text: INVALID_TOKEN, sent })).toBe(slug);
  });

  it('of those with one text at the token endpoint, too', () => {
    const code = { where: ['token-endpoint'], text: 'The specified code is not valid.' } as const;
    const refresh = {
      where: ['token-endpoint'],
      text: 'Invalid OAuth client credentials',
      grantType: 'refresh_token',
    } as const;

    expect(choose({ ...code, sent: sentAs({}, 'code_verifier') })).toBe('verifier-refused');
    expect(choose({ ...code, sent: sentAs({ code_verifier: 'x' }, 'code') })).toBe(
      'code-not-valid',
    );
    expect(choose({ ...refresh, sent: sentAs({}, 'Authorization') })).toBe(
      'wrong-client-credentials',
    );
    expect(choose({ ...refresh, sent: sentAs({}, 'refresh_token') })).toBe('refresh-token-refused');
  });

  it('of an answer that is not JSON, the wrong header is blamed only where it was sent', () => {
    const page = {
      where: ['token-endpoint', 'transport'],
      text: 'The answer has status 400 and holds something that is not JSON (text/html).',
    } as const;

    expect(choose({ ...page, sent: sentAs({ Authorization: 'Bearer x' }) })).toBe(
      'bearer-at-token-endpoint',
    );
    expect(choose({ ...page, sent: sentAs({ Authorization: 'Basic x' }) })).toBe('answer-not-json');
    expect(choose(page)).toBe('answer-not-json');
  });

  it('is looked for only where it happened', () => {
    const text =
      'You may not have access to this repository or it no longer exists in this workspace.';

    expect(choose({ where: ['api'], text })).toBe('repository-not-found');
    expect(choose({ where: ['git'], text })).toBe('git-access-refused');
    expect(choose({ where: ['token-endpoint'], text })).toBeUndefined();
  });

  it('a code of which there is one entry is that one, whatever the words: a denial’s are not on record', () => {
    expect(choose({ where: ['redirect'], code: 'access_denied', text: 'Nope' })).toBe(
      'access-denied',
    );
    expect(choose({ where: ['redirect'], code: 'invalid_scope', text: 'Nope' })).toBeUndefined();
  });

  it('what comes nearest is of the same place, three at the most', () => {
    const near = findNearest({ where: ['api'], status: 404, text: 'Gone fishing' });

    expect(near.length).toBe(3);
    expect(near.every(({ where, statuses }) => where === 'api' && statuses?.includes(404))).toBe(
      true,
    );
    expect(findNearest({ where: ['api'], status: 418 })).toEqual([]);
  });
});
