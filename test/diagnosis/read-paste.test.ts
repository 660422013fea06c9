import { describe, expect, it } from '@jest/globals';
import { readPaste } from '../../src/diagnosis/read-paste.ts';

const valuesOf = (text: string) => {
  const { statuses, codes, places } = readPaste(text);
  return {
    statuses: statuses.map(({ value }) => value),
    codes: codes.map(({ value }) => value),
    places,
  };
};

describe('What is pasted, before the failure is known', () => {
  it('is one text in one form, however a log has wrapped it', () => {
    const wrapped = [
      String.raw`msg="{\"error_description\": \"redirect_uri does not match\"}"`,
      'https://app.example/cb?error_description=redirect_uri%20does+not%20match',
      '<h1>redirect_uri&nbsp;does</h1>\n<p>not match</p>',
      '> redirect_uri\n> does not match',
      String.raw`"redirect_uri does\r\n not match"`,
    ];

    for (const text of wrapped) {
      expect(readPaste(text).normal.text).toContain('redirect_uri does not match');
    }
  });

  it('knows of every character where it came from', () => {
    const { normal, parts } = readPaste(String.raw`x=%C3%A9 \"Invalid   pagelen\"`);
    const original = parts.map(({ text }) => text).join('');
    const at = normal.text.indexOf('pagelen');

    expect(normal.text).toBe('x=é "Invalid pagelen"');
    expect(original.slice(normal.origins[at])).toBe(String.raw`pagelen\"`);
    expect(normal.origins).toHaveLength(normal.text.length + 1);
  });

  it('has a status and a place: a transcript of curl', () => {
    const transcript = `> POST /site/oauth2/access_token HTTP/2
< HTTP/2 400
< content-type: application/json
{"error_description": "x", "error": "invalid_target"}`;

    expect(valuesOf(transcript)).toEqual({
      statuses: ['400'],
      codes: ['invalid_target'],
      places: ['token-endpoint'],
    });
  });

  it('has a status, in the words of many clients', () => {
    for (const text of [
      'Request failed with status code 403',
      'HTTP/1.1 403 Forbidden',
      '"statusCode": 403,',
      '(status: 403 data: {})',
      'The requested URL returned error: 403',
      'resulted in a `403 Forbidden` response',
      'oauth2: cannot fetch token: 403 Forbidden',
      'API error 403: no',
    ]) {
      expect([text, valuesOf(text).statuses]).toEqual([text, ['403']]);
    }
    expect(valuesOf('at line 403 of 500, 10.0.0.404:400').statuses).toEqual([]);
  });

  it('has a code and a place: an address that the browser brought back', () => {
    const { codes, places } = valuesOf('https://a.example/cb?error=access_denied&state=x#_');

    expect(codes).toEqual(['access_denied']);
    expect(places).toEqual(['redirect']);
  });
});
