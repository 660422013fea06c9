import { describe, expect, it } from '@jest/globals';
import { SECRET_NAMES, isSecretName } from '../../src/secrets/secret-names.ts';
import { toCurl } from '../../src/wire/curl.ts';
import { maskText } from '../../src/wire/redaction.ts';
import { maskBody } from '../../src/sandbox/http/secret-fields.ts';
import { readBrowserSecrets } from './support/browser-secrets.ts';

const SECRET = 'secret-canary-0123456789';

describe('The names of secrets', () => {
  it.each([
    'code',
    'client_secret',
    'clientSecret',
    'Client-Secret',
    '_csrf',
    'foo[code]',
    'foo.refresh_token',
  ])('%s is one', (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  it.each(['', 'state', 'encoder', 'codex', 'my-code', 'token_type', 'grant_type'])(
    '%j is none',
    (name) => {
      expect(isSecretName(name)).toBe(false);
    },
  );

  it.each(SECRET_NAMES)(
    '%s is masked in app and sandbox, and no part of a curl command',
    (name) => {
      const json = JSON.stringify({ [name]: SECRET });
      const command = toCurl({ method: 'POST', url: '/', headers: [], form: [[name, SECRET]] });

      const shown = maskText(`${json} /?${name}=${SECRET}`).map(({ text }) => text);
      expect([...shown, maskBody(json), command].join('')).not.toContain('canary');
    },
  );

  it('are the same in the browser', async () => {
    expect((await readBrowserSecrets()).SECRET_NAMES).toEqual(SECRET_NAMES);
  });
});
