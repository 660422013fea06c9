import { describe, expect, it } from '@jest/globals';
import { maskPaste } from '../../src/diagnosis/mask-paste.ts';
import { processorTime } from '../support/processor-time.ts';

const SECRET = 'c4n4ry-S3cr3t-0f-N0b0dy';

/** Without a digit, and too short to be told by its looks. */
const WORD = 'lovelace';

const shown = (text: string) =>
  maskPaste(text)
    .map((part) => part.text)
    .join('');

describe('Secrets in what is pasted', () => {
  it.each([
    ['JSON', `{"access_token": "${SECRET}", "expires_in": 7200}`],
    ['JSON within JSON', String.raw`body={\"refresh_token\": \"${SECRET}\"}`],
    ['a dictionary of Python', `{'client_secret': '${SECRET}'}`],
    ['YAML', `client_secret: ${SECRET}`],
    ['a setting', `BITBUCKET_CLIENT_SECRET=${SECRET}`],
    ['an object of JavaScript', `{ clientSecret: '${SECRET}' }`],
    ['a form', `grant_type=refresh_token&refresh_token=${SECRET}`],
    ['an address', `https://app.example/cb?code=${SECRET}&state=x`],
    ['an address within an address', `next=%2Fcb%3Fcode%3D${SECRET}`],
    ['a header', `Authorization: Bearer ${SECRET}`],
    ['a header of curl', `-H "authorization: token ${SECRET}"`],
    ['Basic', `> Authorization: Basic ${Buffer.from(SECRET).toString('base64')}`],
    ['a cookie', `Cookie: session=${SECRET}; theme=dark`],
    ['a cookie that is set', `< set-cookie: __Host-session=${SECRET}; HttpOnly`],
    [
      'the remote of Git',
      `fatal: unable to access 'https://x-token-auth:${SECRET}@bitbucket.org/a/b.git/'`,
    ],
    ['curl', `curl -X POST -u key:${SECRET} https://bitbucket.org/site/oauth2/access_token`],
    ['a JWT', `got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${SECRET} back`],
    ['a line of a log', `Received OAuth 2.0 Token: ${SECRET}AbCdEfGhIjKlMnOpQrStUvWxYz0123456789=`],
    ['a password of words', 'password=correct_horse_battery_staple'],
    ['a short password', "password: 'hunter2'"],
  ])('are masked in %s', (_where, text) => {
    const page = shown(text);

    for (const secret of [SECRET, Buffer.from(SECRET).toString('base64'), 'horse', 'hunter2']) {
      expect(page).not.toContain(secret);
    }
    expect(maskPaste(text).some(({ isMasked }) => isMasked)).toBe(true);
  });

  it.each([
    ['the source of a page', `&quot;access_token&quot;: &quot;a1${WORD}&quot;`],
    ['quotes by their numbers', String.raw`\u0022client_secret\u0022:\u0022${WORD}\u0022`],
    ['an address encoded twice', `%253Fcode%253Da1${WORD}`],
    ['an address with a token alone', `https://a1${WORD}@bitbucket.org/a/b.git`],
    ['the user of git, without a scheme', `x-token-auth:${WORD}@bitbucket.org`],
    ['httpie', `http -a key:${WORD} bitbucket.org`],
    ['a netrc', `machine bitbucket.org login x password ${WORD}`],
    ['a pair of Python', `('client_secret', '${WORD}')`],
    ['a part of a form', `name="client_secret"\n\n${WORD}\n`],
    ['a name in camelCase', `"consumerSecret": "${WORD}"`],
    ['another', `{ sessionSecret: '${WORD}' }`],
    ['a name of many words', `appPassword=${WORD}`],
    ['a name of a user’s', `userPassword: ${WORD}`],
    ['a short name', `passwd=${WORD}`],
    ['a shorter one', `DB_PWD=${WORD}`],
    ['an API key', `bitbucketApiKey: ${WORD}`],
    ['a token in camelCase', `oauthToken=${SECRET}`],
    ['a code in camelCase', `authCode: "${SECRET}"`],
    ['curl without a space', `curl -uKEY:${WORD} https://bitbucket.org/`],
    ['curl with flags in one', `curl -sSu "KEY:ab cd ${WORD}" https://bitbucket.org/`],
    ['the proxy of curl', `--proxy-user 'KEY:ab ${WORD}'`],
    ['an option', `tool --http-password ${WORD} --token '${SECRET}'`],
    ['single quotes, with a double one', `client_secret='ab"cd${WORD}'`],
    ['double quotes, with a single one', `"clientSecret": "ab'cd${WORD}", "error": "x"`],
    ['an escaped quote', String.raw`{"userPassword": "ab\"cd${WORD}"}`],
    ['JSON within JSON, with a quote', String.raw`\"password\": \"ab\\\"cd ${WORD}\"`],
    ['a token between single quotes', `'token': 'ab"cd ${SECRET}'`],
    ['words without quotes', `password: correct, horse & battery ${WORD}`],
    ['words in a setting', `PASSWORD=correct horse; ${WORD}`],
    ['a quote without its other', `password: "correct horse ${WORD}`],
    ['aligned YAML', `password:          ${WORD}`],
    ['a block of YAML', `secret: |\n  first line\n  ${WORD}\nnext: line`],
    ['a block of a token', `token: >-\n    ${SECRET}\n`],
    ['XML', `<ns:clientSecret>ab cd ${WORD}</ns:clientSecret>`],
    ['Ruby', `:client_secret => '${WORD}'`],
  ])('are masked to their end in %s', (_where, text) => {
    for (const secret of [SECRET, WORD, 'cd', 'horse', 'first']) {
      expect(shown(text)).not.toContain(secret);
    }
  });

  it('end where the next field begins', () => {
    for (const text of [
      `client_secret=${WORD}&grant_type=password`,
      `curl -d 'client_secret=${WORD}' grant_type=password`,
      `"password": null, "grant_type": "password"`,
      `{ clientSecret: ${WORD}, grant_type: 'password' }`,
      `pwd=${WORD} grant_type=password`,
      `userPassword: ${WORD}\ngrant_type: password`,
    ]) {
      expect(shown(text)).toMatch(/grant_type["']?[=:] ?["']?password/);
      expect(shown(text)).not.toContain(WORD);
    }
  });

  it('are not what says which failure it is: codes, statuses, prose', () => {
    for (const text of [
      '{"code": "ECONNREFUSED", "message": "connect"}',
      'status=400 code=400 error=invalid_grant',
      'OAuth access token: No callback uri defined for the OAuth client.',
      'code: invalid_grant, token: expired',
      '{"statusCode": 429, "errorCode": 10012}',
      "git push -u origin 'main'",
      '?access_token=undefined&code=<code>',
    ]) {
      expect(shown(text)).toBe(text);
    }
  });
});

/** As long as a form may be: what is too long to be read is masked all the same. */
const LONGEST = 75_000;

describe('A paste as long as is taken', () => {
  it.each([
    'password=',
    'password: "',
    'password=a, ',
    'password:                    ',
    'secret: |\n ',
    '"password": "a" ',
    'token=',
    "token: '",
    '-u a:',
    '-uuuuuuuu',
    '--',
    'a=',
    '\\',
    '\\"',
    '"',
    ' \n',
    'authorization: ',
    '://a:',
    'eyJaaaaaaaa.',
    'a'.repeat(50),
    '<secret>',
    '<a',
  ])('is masked at once, whatever is in it, such as %j again and again', (piece) => {
    const text = piece.repeat(LONGEST / piece.length);

    expect(processorTime(() => maskPaste(text))).toBeLessThan(500);
  });
});
