import { describe, expect, it } from '@jest/globals';
import { describeScope, parseScope, withImplied } from '../../src/sandbox/scopes.ts';

describe('Scopes (contract §3)', () => {
  it.each([
    ['pullrequest:write', ['pullrequest', 'pullrequest:write', 'repository', 'repository:write']],
    ['repository:admin', ['repository:admin']],
    ['project', ['project', 'repository']],
    ['issue', ['issue']],
    ['snippet:write', ['snippet', 'snippet:write']],
    ['nonsense', ['nonsense']],
  ])('%s implies what the contract says (contract §3)', (name, expected) => {
    expect([...withImplied([name])].toSorted()).toEqual(expected);
  });

  it('are separated by spaces, each counted once (RFC 6749 §3.3)', () => {
    expect(parseScope(' account  email account ')).toEqual(['account', 'email']);
  });

  it('have words for a person, or their own name', () => {
    expect(describeScope('email')).toBe('read your e-mail addresses');
    expect(describeScope('new:scope')).toBe('new:scope');
  });
});
