import { describe, expect, it } from '@jest/globals';
import { toBash } from '../../src/export/bash.ts';
import { redactRun } from '../../src/export/redact-run.ts';
import type { ExchangeRecord, RunRecord } from '../../src/export/run-record.ts';
import { authorizationCodeFacts } from '../../src/grants/facts/authorization-code.ts';
import { run } from '../support/start-process.ts';
import { SERVER, canaryRun } from './support/canary-run.ts';

const made = redactRun(canaryRun(), authorizationCodeFacts, 'http://localhost:3000/oauth-callback');

function recordOf(exchange: Partial<ExchangeRecord>, more: Partial<RunRecord> = {}): RunRecord {
  const first = made.exchanges.find(({ step }) => step === 'D');
  if (!first) throw new Error('The run has no D.');
  return { ...made, notes: [], ...more, exchanges: [{ ...first, ...exchange }] };
}

const request = (form: [string, string][], url = SERVER.tokenEndpoint) =>
  ({ method: 'POST', url, headers: [], form }) as const;

describe('The script of a run', () => {
  it.each([
    '$(touch pwned)',
    '`touch pwned`',
    '"; touch pwned; "',
    "'; touch pwned; '",
    '\\"$HOME',
  ])('has what was typed as data: %s', async (text) => {
    const record = recordOf({
      request: request([
        ['grant_type', text],
        [text, 'value'],
      ]),
    });
    const script = toBash(record);
    const [, command = ''] = /\n(ask_token D [\s\S]*?[^\\])\n/.exec(script) ?? [];

    const { stdout } = await run(
      [
        'bash',
        '-c',
        `ask_token() { printf '%s\\n' "$@"; }; pwned() { ls pwned 2>&1; }\n${command}`,
      ],
      { env: {} },
    );

    expect(stdout.split('\n')).toContain(`grant_type=${text}`);
    expect(stdout.split('\n')).toContain(`${text}=value`);
  });

  it('asks with a name of the query as with its value: as it came', () => {
    const url = `${SERVER.apiBaseUrl}/user?${new URLSearchParams({ 'a[1-9] &b"': '1' }).toString()}`;

    const script = toBash(recordOf({ to: 'resource-server', request: request([], url) }));

    expect(script).toContain('"$SANDBOX/2.0/user?a%5B1-9%5D%20%26b%22=1"');
  });

  it('has a title of several lines as one comment', () => {
    const script = toBash(recordOf({ title: 'Token request\nrm -rf /\r\nmore' }));

    expect(script).toContain('\n# (D) Token request rm -rf / more\n');
    expect(script).not.toMatch(/^rm/m);
  });

  it('leaves out what went to a server that is neither of the two, and says so', () => {
    const script = toBash(recordOf({ request: request([], 'https://elsewhere.example/site/') }));

    expect(script).toContain('# It went to another server, and is left out.');
    expect(script).not.toContain('elsewhere.example');
  });

  it('says what it cannot know: what the file leaves out', () => {
    const script = toBash(recordOf({}, { notes: ['3 earlier exchanges were dropped.'] }));

    expect(script).toContain('# - 3 earlier exchanges were dropped.');
  });
});
