import { describe, expect, it } from '@jest/globals';
import { readRefusal } from '../../src/scopes/read-refusal.ts';

const BODY = {
  type: 'error',
  error: {
    message: 'Your credentials lack one or more required privilege scopes.',
    detail: { required: ['pullrequest:write'], granted: ['account', 'repository'] },
  },
};

describe('A 403 that was pasted', () => {
  it.each([
    ['as JSON', JSON.stringify(BODY)],
    ['laid out', JSON.stringify(BODY, null, 2)],
    ['in a log line, escaped', `level=error body=${JSON.stringify(JSON.stringify(BODY))}`],
    [
      'as Python prints it',
      `HTTP 403: {'detail': {'required': ['pullrequest:write'], 'granted': ['account', 'repository']}}`,
    ],
    [
      'as headers',
      'HTTP/2 403\nx-accepted-oauth-scopes: pullrequest:write\nx-oauth-scopes: account, repository',
    ],
  ])('says what is missing, and what to ask for: %s', (_, text) => {
    expect(readRefusal(text)).toEqual({
      required: ['pullrequest:write'],
      granted: ['account', 'repository'],
      missing: ['pullrequest:write'],
      ask: ['account', 'pullrequest:write'],
    });
  });

  it('misses nothing that the granted ones bring along', () => {
    const text = '{"required": ["repository"], "granted": ["pullrequest"]}';

    expect(readRefusal(text)).toMatchObject({ missing: [], ask: ['pullrequest'] });
  });

  it('asks for nothing less than before', () => {
    const text = '{"required": ["account", "email"], "granted": ["account", "webhook"]}';

    expect(readRefusal(text)).toMatchObject({
      missing: ['email'],
      ask: ['account', 'email', 'webhook'],
    });
  });

  it.each([
    '',
    'Forbidden',
    '{"required": []}',
    '{"granted": ["account"]}',
    '{"required": ["Bearer abc.def"]}',
  ])('that does not say what was required is told from one that does: %s', (text) => {
    expect(readRefusal(text)).toBeUndefined();
  });
});
