import { describe, expect, it } from '@jest/globals';
import { EXPORT_FORMATS } from '../../src/export/formats.ts';
import { redactRun } from '../../src/export/redact-run.ts';
import { authorizationCodeFacts } from '../../src/grants/facts/authorization-code.ts';
import { CANARIES, SERVER, canaryRun, spellings } from './support/canary-run.ts';

const REDIRECT_URI = 'http://localhost:3000/oauth-callback';
const record = redactRun(canaryRun(), authorizationCodeFacts, REDIRECT_URI);

/** As a reader gets at it: the file, and what its JSON strings hold. */
function textsOf(file: string): string {
  let strings = '';
  const keep = (_name: string, value: unknown) => {
    if (typeof value === 'string') strings += `${value}\n`;
    return value;
  };
  try {
    JSON.parse(file, keep);
  } catch {
    // Markdown, a script
  }
  return file + strings;
}

function leaksOf(text: string): string[] {
  return Object.entries(CANARIES).flatMap(([name, secret]) =>
    spellings(secret).some((one) => text.includes(one)) ? [name] : [],
  );
}

describe('S20 what is exported of a run', () => {
  it('finds the secrets in the run itself: the test sees what it looks for', () => {
    const { wire, secrets, token, previousToken, server } = canaryRun();
    const raw = textsOf(JSON.stringify([wire.exchanges, secrets, token, previousToken, server]));

    expect(leaksOf(raw)).toEqual(Object.keys(CANARIES));
  });

  it('holds none, wherever it stood and however it was spelt', () => {
    expect(leaksOf(textsOf(JSON.stringify(record)))).toEqual([]);
  });

  it.each(EXPORT_FORMATS)('holds none as $as', ({ write }) => {
    const file = textsOf(write(record));

    expect(file).toContain('/site/oauth2/access_token');
    expect(leaksOf(file)).toEqual([]);
    expect(file).not.toContain('cAnArY-run-id');
  });

  it('holds none in a spelling that is not foreseen: what no spelling changes of it is masked', () => {
    const unchanged = 'Uc8vRk2pQ7mXw4tB9nLd';
    const run = canaryRun();
    const [first] = run.wire.exchanges.slice(-2);
    const body = ['%253D%253D', String.raw`\u003d\u003d`, '&#x3D;&#61;'].map(
      (end) => unchanged + end,
    );
    if (first?.response)
      run.wire.add({ ...first, response: { ...first.response, body: body.join(' ') } });
    const token = { ...run.token, accessToken: `${unchanged}==`, tokenType: 'bearer', scopes: [] };
    const exported = redactRun(
      { ...run, token: { ...token, receivedAt: 0 } },
      authorizationCodeFacts,
      REDIRECT_URI,
    );

    expect(exported.exchanges.at(-1)?.response?.body).toContain('Uc8v…9nLd%253D');
    for (const { write } of EXPORT_FORMATS) expect(write(exported)).not.toContain(unchanged);
  });

  it('says what it was: the scheme, the beginning and the end of a token, and that a field was there', () => {
    const [asked, answer, traded, refreshed] = record.exchanges;

    expect(asked?.request.url).toContain('state=cAnA%E2%80%A6-end');
    expect(asked?.request.url).toMatch(/code_challenge=[\w-]{43}$/); // a hash, and no secret
    expect(answer?.request.headers).toEqual([['Cookie', 'sess…-end']]);
    expect(traded?.request.form?.slice(0, 2)).toEqual([
      ['code', 'cAnA…-end'],
      ['code_verifier', 'cAnA…-end'],
    ]);
    expect(traded?.request.headers[0]?.[1]).toMatch(/^Basic a2V5….{4}$/);
    expect(refreshed?.response?.body).toContain('"access_token":"cAnA…');
  });

  it('knows a state by its name, too: one that the run has forgotten', () => {
    const { secrets, ...run } = canaryRun();
    const { state: _forgotten, ...others } = secrets;
    const [asked] = redactRun({ ...run, secrets: others }, authorizationCodeFacts, '').exchanges;

    expect(asked?.request.url).toContain('state=cAnA%E2%80%A6-end');
  });

  it('leaves the ways of a server to itself: its address is there, its headers for us are not', () => {
    const backChannel = { origin: 'http://127.0.0.1:1', headers: [['X-Door', 'key']] } as const;
    const run = { ...canaryRun(), server: { ...SERVER, backChannel } };
    const file = JSON.stringify(redactRun(run, authorizationCodeFacts, REDIRECT_URI));

    expect(file).not.toContain('X-Door');
    expect(file).not.toContain('127.0.0.1:1');
  });
});
