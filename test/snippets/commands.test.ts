import { describe, expect, it } from '@jest/globals';
import { showCommands } from '../../src/snippets/commands.ts';
import { languages } from '../../src/snippets/languages.ts';
import type { Source } from '../../src/snippets/program-sources.ts';

const FROM = 'http://localhost:3000/programs/x/y';
const TARGET = {
  url: 'http://localhost:3000/sandbox/current',
  apiUrl: 'http://localhost:3000/sandbox/current',
  clientId: "it's",
  callbackUrl: 'http://127.0.0.1:8976/oauth-callback',
  scopes: ['account', 'repository'],
};

function sourceIn(slug: string, text: string): Source {
  const language = languages.find((one) => one.slug === slug);
  if (!language) throw new Error(slug);
  return { language, name: 'refresh', file: `refresh.${language.extension}`, text, marks: [] };
}

describe('The commands that run a program', () => {
  it('set what the program reads, quoted, and end where the secret is to be pasted', () => {
    const text =
      'BITBUCKET_CONSUMER_KEY BITBUCKET_CONSUMER_SECRET BITBUCKET_API_URL BITBUCKET_SCOPES';

    expect(showCommands(sourceIn('python', text), TARGET, FROM)).toEqual({
      prepare: [
        `curl -fO '${FROM}'`,
        String.raw`export BITBUCKET_CONSUMER_KEY='it'\''s'`,
        `export BITBUCKET_API_URL='${TARGET.apiUrl}'`,
        `export BITBUCKET_SCOPES='account repository'`,
        'export BITBUCKET_CONSUMER_SECRET=',
      ].join('\n'),
      run: 'python3 refresh.py',
    });
  });

  it('install first what the language wants, and leave empty what is the reader’s to fill in', () => {
    const target = { ...TARGET, clientId: '' };

    const { prepare, run } = showCommands(sourceIn('go', 'BITBUCKET_CONSUMER_KEY'), target, FROM);

    expect(prepare).toMatch(/^go mod init/);
    expect(prepare).toMatch(/\nexport BITBUCKET_CONSUMER_KEY=$/);
    expect(run).toBe('go run refresh.go');
  });

  it('serve a page at its callback URL, with what it is to know in its first lines', () => {
    const page = { ...sourceIn('javascript', ''), file: 'implicit.html' };
    const { prepare, run } = showCommands(page, { ...TARGET, clientId: 'key' }, FROM);

    expect(prepare.split('\n')).toEqual([
      'mkdir -p oauth-callback',
      `curl -f -o oauth-callback/index.html '${FROM}'`,
      `sed -i.bak "s|'your-consumer-key'|'key'|; s|'https://bitbucket.org'|'${TARGET.url}'|; s|'https://api.bitbucket.org'|'${TARGET.apiUrl}'|" oauth-callback/index.html`,
    ]);
    expect(run).toBe('python3 -m http.server 8976 --bind 127.0.0.1');
  });
});
