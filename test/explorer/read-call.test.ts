import { describe, expect, it } from '@jest/globals';
import { EXPLORER_CALLS, findExplorerCall, segmentsOf } from '../../src/explorer/explorer-calls.ts';
import type { ExplorerCall } from '../../src/explorer/explorer-calls.ts';
import { readCall, typedIn } from '../../src/explorer/read-call.ts';
import { hintOf } from '../../src/pages/stage/explorer-hints.ts';
import { CALLS } from '../../src/scopes/calls.ts';
import { matchCall } from '../../src/scopes/match-call.ts';

function find(id: string): ExplorerCall {
  const call = findExplorerCall(id);
  if (!call) throw new Error(`No call ${id}`);
  return call;
}

const read = (id: string, typed: Readonly<Record<string, string>>) =>
  readCall(find(id), new Map(Object.entries(typed)));

/** Each segment of its path is `x`. */
const filled = (call: ExplorerCall) =>
  new Map(segmentsOf(call).map(({ name }): [string, string] => [`path.${name}`, 'x']));

describe('A call of the explorer', () => {
  it.each(EXPLORER_CALLS.map((call) => [call.id, call] as const))(
    '%s is the call of that name of the list of calls, whose scopes it has',
    (id, call) => {
      const reading = readCall(call, filled(call));
      const path = 'request' in reading ? reading.request.path : '';

      const match = matchCall({ method: call.method, path });

      expect(match).toMatchObject({ kind: 'call', call: CALLS.find((one) => one.id === id) });
    },
  );

  it('has a word on each of its fields', () => {
    const bare = EXPLORER_CALLS.flatMap((call) => {
      const segments = segmentsOf(call).map(({ name }) => name);
      const names = [...segments, ...call.query, ...call.body];
      return names.filter((name) => hintOf(call, name) === '');
    });

    expect(bare).toEqual([]);
  });

  it('becomes a path and a query, and the fields again', () => {
    const typed = {
      'path.workspace': 'analytical-engines',
      'path.repository': '{0c6b6d3a-0000-4000-8000-000000000001}',
      'path.id': '7',
      'query.q': 'title ~ "a&b" AND state = "OPEN"',
      'query.state': 'ALL',
    };

    const reading = read('pull-requests', typed);
    const path = 'request' in reading ? reading.request.path : '';
    const url = `https://api.bitbucket.org/2.0${path}`;

    expect(path).toMatch(
      /^\/repositories\/analytical-engines\/%7B0c6b6d3a-[\w-]+%7D\/pullrequests\/7\?/,
    );
    expect(new URL(url).searchParams.get('q')).toBe(typed['query.q']);
    expect(Object.fromEntries(typedIn(find('pull-requests'), { url }))).toEqual(typed);
  });

  it('leaves out the segment at its end that is left out', () => {
    expect(read('commits', { 'path.workspace': 'a', 'path.repository': 'b' })).toEqual({
      request: { method: 'GET', path: '/repositories/a/b/commits' },
    });
  });

  it('takes what was typed in the place of what the menu says', () => {
    expect(
      read('workspace', { 'path.workspace': 'seen', 'path.workspace.other': 'typed' }),
    ).toEqual({
      request: { method: 'GET', path: '/workspaces/typed' },
    });
  });

  it('sends what it creates as JSON, and nothing else that came with the form', () => {
    const typed = { 'path.workspace': 'a', 'path.new repository': 'b', 'body.name': 'B' };

    expect(read('create', { ...typed, 'body.owner': 'x', 'query.q': 'x' })).toEqual({
      request: { method: 'POST', path: '/repositories/a/b', body: { name: 'B' } },
    });
  });
});

describe('S24 what is typed chooses no host and no path', () => {
  const ESCAPES = [
    '//evil.example',
    '\\\\evil.example',
    '@evil.example',
    'https://evil.example',
    '../../user',
    '%2f%2fevil.example',
    '%2e%2e',
    '.',
    '..',
    'a/b',
    '[::ffff:a9fe:a9fe]',
    'a?b',
    'a#b',
    'a b',
    'a\nb',
    'a\u0000b',
    'ä',
    'a'.repeat(101),
  ];
  const segments = EXPLORER_CALLS.flatMap((call) =>
    segmentsOf(call).map(({ name }) => [call.id, name] as const),
  );

  it.each(segments)('S24 %s: no segment of it takes more than a segment: %s', (id, name) => {
    for (const escape of ESCAPES) {
      for (const field of [`path.${name}`, `path.${name}.other`]) {
        const typed = new Map([...filled(find(id)), [field, escape]]);
        const reading = readCall(find(id), typed);

        expect([escape, 'faults' in reading && reading.faults[0]]).toEqual([
          escape,
          expect.stringMatching(new RegExp(`^${name}: .*no single segment`, 's')),
        ]);
      }
    }
  });

  it('S24 a value of the query stays a value', () => {
    const value = '&page=2#x https://evil.example/../ \r\nHost: evil.example';
    const reading = read('repositories', { 'path.workspace': 'a', 'query.q': value });
    const path = 'request' in reading ? reading.request.path : '';

    const url = new URL(`https://api.bitbucket.org/2.0${path}`);

    expect(url.pathname).toBe('/2.0/repositories/a');
    expect([...url.searchParams]).toEqual([['q', value]]);
  });

  it.each([
    ['q', 'q'.repeat(1_001), /^q: 1001 characters are too many/],
    ['role', 'emperor', /^role: choose one of member, /],
  ])('names the field that cannot be sent: %s', (name, value, fault) => {
    expect(read('repositories', { 'path.workspace': 'a', [`query.${name}`]: value })).toEqual({
      faults: [expect.stringMatching(fault)],
    });
  });

  it('reads the segments of a link that was followed, and what is no encoding as it stands', () => {
    const url = (name: string) => `https://api.bitbucket.org/2.0/repositories/${name}?page=2`;

    const typed = ['a%40b', '%zz', '%'].map((name) =>
      typedIn(find('repositories'), { url: url(name) }),
    );

    expect(typed.map((one) => one.get('path.workspace'))).toEqual(['a@b', '%zz', '%']);
  });

  it('asks for a segment that is missing', () => {
    expect(read('workspace', {})).toEqual({
      faults: ['workspace: choose one, or type one. Nothing was sent.'],
    });
  });
});
