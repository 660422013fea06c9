import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BOTH_ERAS } from '../../src/statements/eras.ts';
import { failures, findFailure } from '../../src/failures/index.ts';
import type { KnownFailure } from '../../src/failures/index.ts';
import { compileText } from '../../src/failures/pattern.ts';
import { type Running, runSandbox } from '../sandbox/support/running.ts';
import { CASES } from './support/bring-about.ts';

const CALLBACK = 'http://localhost:3000/oauth-callback';

/** Its words, wherever they stand: in the body, or in the address that a browser is sent to. */
async function wordsOf(answer: Response): Promise<string> {
  const location = new URL(answer.headers.get('location') ?? 'about:blank');
  const fields = new URLSearchParams(location.search || location.hash.slice(1));
  return [...fields].map(([name, value]) => `${name}=${value}`).join('\n') + (await answer.text());
}

/** Nobody has recorded with which status the one comes; the other comes with the one that was ordered. */
const WITHOUT_STATUS = new Set<string>(['bearer-at-token-endpoint', 'sandbox-fault']);

/** Those that it may come with. The entry of a redirect names none: it is the browser that brings it. */
function isToCome({ slug, where, statuses }: KnownFailure, status: number): boolean {
  if (where === 'redirect') return status === 302;
  return statuses?.includes(status) ?? WITHOUT_STATUS.has(slug);
}

describe('What the catalogue says of the sandbox', () => {
  const running = new Map<string, Running>();
  beforeAll(async () => {
    for (const era of BOTH_ERAS) {
      running.set(era, await runSandbox({ era, callback: CALLBACK }));
    }
  });
  afterAll(async () => {
    for (const { sandbox } of running.values()) await sandbox.close();
  });

  it.each(CASES.map(({ slug, era, bring }) => [slug, era, bring] as const))(
    'happens: %s, in the %s era',
    async (slug, era, bring) => {
      const room = running.get(era);
      if (!room) throw new Error('no sandbox');
      await room.sandbox.reset();

      const answer = await bring(room);
      const words = await wordsOf(answer);

      const failure = findFailure(slug);
      if (!failure) throw new Error('no entry');
      const ofEra = failure.texts.filter((text) => text.era === undefined || text.era === era);
      const found = ofEra.filter(({ text }) => compileText(text).test(words));
      expect({ words, found: found.length > 0 }).toEqual({ words, found: true });
      expect(failure.eras).toContain(era);
      expect([answer.status, isToCome(failure, answer.status)]).toEqual([answer.status, true]);
    },
  );

  it('leaves only those out that the sandbox cannot bring, or brings to a client of its own', () => {
    const brought = new Set(CASES.map(({ slug }) => slug));
    const ofServer = failures.filter(({ where }) => where !== 'client' && where !== 'transport');

    expect(ofServer.filter(({ slug }) => !brought.has(slug)).map(({ slug }) => slug)).toEqual([
      'sign-in-page-instead',
      'implicit-without-refresh',
      'refresh-race',
      'no-email-in-user',
      'permissions-list-not-found',
      'issue-tracker-removed',
      'api-1-removed',
      'api-preflight',
      'git-account-password',
      'git-not-asked',
    ]);
  });
});
