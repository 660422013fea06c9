import { describe, expect, it } from '@jest/globals';
import {
  maskBody,
  maskFields,
  maskHeaders,
  maskUrl,
  readFields,
} from '../../../src/sandbox/http/secret-fields.ts';

const LONG = 'quite-a-long-one';

describe('What is masked (S20)', () => {
  it.each([
    'code',
    'client_secret',
    'clientSecret',
    'Client-Secret',
    'Password',
    'client_assertion',
    'id_token',
    'foo[code]',
    'foo.refresh_token',
  ])('is the value of %s', (name) => {
    expect(maskFields({ [name]: LONG })).toEqual({ [name]: 'quit…' });
    const query = new URLSearchParams({ [name]: LONG }).toString();
    expect(maskUrl(`/cb?${query}`)).not.toContain(LONG);
    expect(maskBody(JSON.stringify({ [name]: LONG }))).not.toContain(LONG);
    expect(maskBody(`{"${name}": "${LONG}, and cut o`)).not.toContain(LONG);
  });

  it.each(['state', 'redirect_uri', 'scope', 'encoder', 'codex', 'grant_type'])(
    'is not the value of %s',
    (name) => {
      expect(maskFields({ [name]: LONG })).toEqual({ [name]: LONG });
    },
  );

  it.each([
    ['', '••••'],
    ['abcdefghijklmno', '••••'],
    ['abcdefghijklmnop', 'abcd…'],
  ])('of "%s" leaves "%s"', (secret, shown) => {
    expect(maskFields({ code: secret })).toEqual({ code: shown });
    expect(maskHeaders({ authorization: `Basic ${secret}` })).toEqual({
      authorization: `Basic ${shown}`,
    });
  });

  it('stands in JSON at any depth, and as any type', () => {
    const body = { a: [{ token: LONG }], code: 123_456_789, password: [LONG], request: null };

    expect(JSON.parse(maskBody(JSON.stringify(body)))).toEqual({
      a: [{ token: 'quit…' }],
      code: '••••',
      password: '••••',
      request: null,
    });
  });

  it('is all of it, where it holds a quote and the JSON was cut off', () => {
    const masked = maskBody(`{"token": "ab\\"${LONG}\\n", "other": "stays", "co`);

    expect(masked).toBe('{"token": "ab\\"…", "other": "stays", "co');
  });

  it('is found at the bottom of brackets that are too deep to be written out again', () => {
    const deep = (open: string, close: string) => open.repeat(4_000) + close.repeat(4_000);

    for (const brackets of [deep('[', ']'), deep('{"a":', '}').replace(':}', ':1}')]) {
      const masked = maskBody(`[{"token":"${LONG}"},${brackets}]`);

      expect(masked).toContain('"token":"quit…"');
      expect(masked).not.toContain(LONG);
    }
  });

  it('stands in links of a page, whose & is written out', () => {
    const page = `<a href="/cb?state=S&amp;code=${LONG}&amp;x=y">`;

    expect(maskBody(page)).toBe('<a href="/cb?state=S&amp;code=quit…&amp;x=y">');
  });

  it('is cut in one piece where a name comes twice', () => {
    const fields = readFields(`code=${LONG}&code=second-${LONG}&__proto__=x`);

    expect(Object.entries(maskFields(fields))).toEqual([
      ['code', 'quit…'],
      ['__proto__', 'x'],
    ]);
  });
});
