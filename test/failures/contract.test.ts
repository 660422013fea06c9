import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { failures, findFailure } from '../../src/failures/index.ts';
import type { FailureSlug } from '../../src/failures/index.ts';
import { compileText } from '../../src/failures/pattern.ts';

const contract = readFileSync('docs/bitbucket-contract.md', 'utf8');

/** The rows of the table with this head, cell by cell. */
function rowsBelow(head: string): string[][] {
  const lines = contract.split('\n');
  const start = lines.findIndex((line) => line.replaceAll(/\s+/g, ' ').startsWith(head));
  const end = lines.findIndex((line, at) => at > start && !line.startsWith('|'));
  return lines.slice(start + 2, end).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('\\|', '|')),
  );
}

type Held = Readonly<Record<string, readonly FailureSlug[]>>;

/** §1.1. Nothing has failed where nothing stands. */
const OUTCOMES: Held = {
  'Not signed in': ['sign-in-page-instead'],
  'Consent page': [],
  'Granted, code': [],
  'Granted, token (Legacy)': [],
  Denied: ['access-denied'],
  'Unknown client': ['invalid-client-id'],
  'Bad redirect_uri': ['invalid-redirect-uri'],
  'Consumer without callback': ['no-callback-url'],
};

/** §1.6 */
const TOKEN_ERRORS: Held = {
  'Wrong key or secret': ['wrong-client-credentials'],
  'No client credentials': ['client-credentials-missing'],
  'No callback on consumer (Legacy; since 2026 not for client_credentials, see 1.5)': [
    'no-callback-url',
  ],
  'Public consumer + client_credentials': ['public-consumer'],
  'No grant_type / JSON body': ['unsupported-grant-type-none'],
  'Unknown grant_type X': ['unsupported-grant-type'],
  'No code': ['code-missing'],
  'Unknown code': ['code-not-valid'],
  'redirect_uri is not the registered one in host or scheme (checked before the code)': [
    'redirect-uri-other-host',
  ],
  'redirect_uri missing or not the one of the first request': ['redirect-uri-does-not-match'],
  'Bad refresh token, Legacy': ['refresh-token-refused'],
  'Bad / rotated refresh token, Current': ['refresh-token-refused'],
  'ROPC, bad password (**401**)': ['wrong-password'],
  'ROPC, 2FA on': ['wrong-password'],
  'ROPC today': ['password-grant-removed'],
  'Implicit today': ['implicit-grant-removed'],
};

/** §4.5 */
const API_ERRORS: Held = {
  '401 expired, Legacy': ['token-expired'],
  '401 wrong Basic, Legacy': ['basic-at-api'],
  '401 invalid, Current': ['token-expired', 'token-revoked', 'token-missing'],
  '403 scopes, reads and writes': ['scope-missing'],
  '403 other': ['forbidden'],
  '404 repo': ['repository-not-found'],
  'git over HTTPS, stale credentials': ['git-access-refused'],
  '404 workspace': ['workspace-not-found'],
  '404 route': ['address-unknown'],
  '404 file / commit': ['file-not-found', 'commit-not-found'],
  '410': ['list-removed', 'issue-tracker-removed'],
  '429': ['rate-limited'],
};

/** §7, by number. */
const PROBLEMS: Held = {
  '1': ['invalid-redirect-uri'],
  '2': ['no-callback-url'],
  '3': ['public-consumer'],
  '4': ['unsupported-grant-type-none'],
  '5': ['redirect-uri-does-not-match'],
  '6': ['bearer-at-token-endpoint'],
  '7': ['token-expired'],
  '8': ['implicit-without-refresh', 'implicit-grant-removed'],
  '9': ['scope-missing'],
  '10': ['no-email-in-user'],
  '11': ['token-in-query'],
  '12': ['list-removed'],
  '13': ['token-too-long'],
  '14': ['credential-length'],
  '15': ['refresh-race'],
  '+': [
    'wrong-password',
    'verifier-refused',
    'client-credentials-missing',
    'token-endpoint-preflight',
    'git-user-name',
    'lower-case-bearer',
    'unknown-scope',
    'invalid-pagelen',
  ],
};

/** §4.3, §4.4, §4.6: what is refused there. */
const OTHERS: readonly FailureSlug[] = [
  'list-removed',
  'permissions-list-not-found',
  'invalid-page',
  'field-not-filterable',
  'api-preflight',
];

const TABLES = [
  ['| Outcome | Wire behaviour |', OUTCOMES],
  ['| Case | `error` |', TOKEN_ERRORS],
  ['| Status | message |', API_ERRORS],
  ['| # | Problem |', PROBLEMS],
] as const;

describe('The contract and the catalogue', () => {
  it.each(TABLES)('hold the same rows: %s', (head, held) => {
    const rows = rowsBelow(head).map(([first = '']) => first);

    expect(rows.length).toBeGreaterThan(7);
    expect(rows.toSorted()).toEqual(Object.keys(held).toSorted());
  });

  it('no entry that a row leads to is missing', () => {
    const slugs = [...TABLES.flatMap(([, held]) => Object.values(held).flat()), ...OTHERS];

    expect(slugs.filter((slug) => findFailure(slug) === undefined)).toEqual([]);
  });

  it('each text on record is found by the entry of its row', () => {
    const texts = ([head, held]: (typeof TABLES)[number], column: number) =>
      rowsBelow(head).flatMap((cells) => {
        const [first = ''] = cells;
        const quoted = [...(cells[column] ?? '').matchAll(/`([^`]+)`/g)].map(
          ([, text = '']) => text,
        );
        return quoted.map((text) => ({ text, slugs: held[first] ?? [] }));
      });
    const onRecord = [...texts(TABLES[1], 2), ...texts(TABLES[2], 1)].filter(
      ({ text }) => /[a-z]{4}/i.test(text) && !/^(?:remote:|data\.)/.test(text),
    );

    expect(onRecord.length).toBeGreaterThan(20);
    expect(onRecord.filter(({ text, slugs }) => !isFound(text, slugs))).toEqual([]);
  });
});

function isFound(text: string, slugs: readonly FailureSlug[]): boolean {
  const filled = text.replaceAll(/\{[^{}]+\}/g, 'abc1');
  return slugs
    .flatMap((slug) => findFailure(slug)?.texts ?? [])
    .some((one) => compileText(one.text).test(filled));
}

describe('Codes that nobody has recorded', () => {
  it('are marked where the contract says so (contract §1.6)', () => {
    const inferred = rowsBelow('| Case | `error` |').filter(([, code = '', , mark = '']) =>
      /\bI\b|`\*/.test(`${code} ${/^I\b/.test(mark) ? 'I' : ''}`),
    );
    expect(inferred.length).toBeGreaterThan(3);
    for (const [name = '', code = ''] of inferred) {
      const said = [...code.matchAll(/`(\w+)`/g)].map(([, one = '']) => one);
      for (const slug of TOKEN_ERRORS[name] ?? []) {
        const { codes = [], assumedCodes = [] } = findFailure(slug) ?? {};
        const unmarked = said.filter((one) => codes.includes(one) && !assumedCodes.includes(one));
        expect([slug, unmarked]).toEqual([slug, []]);
      }
    }
  });

  it('are marked where no text that comes with them is on record, and are codes of the failure', () => {
    for (const { slug, texts, codes = [], assumedCodes = [] } of failures) {
      const isRecorded = texts.some(({ isAssumed, by }) => !isAssumed && by === undefined);
      const unmarked = isRecorded ? [] : codes.filter((one) => !assumedCodes.includes(one));

      expect([slug, unmarked]).toEqual([slug, []]);
      expect(assumedCodes.filter((one) => !codes.includes(one))).toEqual([]);
    }
  });

  it('are none of the words of RFC 6750: no answer of the API with one is on record', () => {
    expect(contract).not.toMatch(/\binvalid_token\b|\binsufficient_scope\b/);
    for (const { codes = [], assumedCodes = [] } of failures) {
      const said = codes.filter((one) => /^(?:invalid_token|insufficient_scope)$/.test(one));
      expect(said.filter((one) => !assumedCodes.includes(one))).toEqual([]);
    }
  });
});
