import { describe, expect, it } from '@jest/globals';
import { clientSecretBasic } from '../../src/oauth/client-authentication.ts';

function decode(header: string): string {
  return Buffer.from(header.slice('Basic '.length), 'base64').toString();
}

describe('Client authentication', () => {
  it('is HTTP Basic (§2.3.1)', () => {
    const header = clientSecretBasic({ clientId: 'key', clientSecret: 'secret' });

    expect(header).toBe('Basic a2V5OnNlY3JldA==');
  });

  it('form-encodes both parts first, so that no colon can move the border (§2.3.1)', () => {
    const header = clientSecretBasic({ clientId: 'a:b', clientSecret: 'p %+é' });

    expect(decode(header)).toBe('a%3Ab:p+%25%2B%C3%A9');
  });
});
