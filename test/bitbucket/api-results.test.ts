import { describe, expect, it } from '@jest/globals';
import { createApiClient } from '../../src/bitbucket/api-client.ts';
import { readApiResults } from '../../src/bitbucket/api-results.ts';
import type { Server } from '../../src/bitbucket/servers.ts';
import { WireLog } from '../../src/wire/wire-log.ts';
import type { Send } from '../../src/wire/send.ts';

const SERVER = { apiBaseUrl: 'https://api.example/2.0' } as Server;
const ANSWERS = new Map<string, object>([
  ['/2.0/user', { type: 'user', display_name: 'Ada' }],
  ['/2.0/user/emails', { values: [{ email: 'a@b.c', is_primary: true, is_confirmed: true }] }],
  ['/2.0/user/workspaces', { values: [{ workspace: { slug: 'team' } }] }],
  [
    '/2.0/repositories/team',
    {
      values: [{ name: 'r', is_private: true }],
      next: 'https://api.example/2.0/repositories/team?page=2',
    },
  ],
]);

/** An API whose answers come when a test says so: as many as wait, the latest first. */
function openApi(statusOf: (path: string, token: string) => number = () => 200) {
  const sent: URL[] = [];
  const waiting: (() => void)[] = [];
  const send: Send = async ({ step, title, to, method, url, authorization }, wire) => {
    const { pathname: path } = new URL(url);
    sent.push(new URL(url));
    await new Promise<void>((resolve) => waiting.push(resolve));
    const status = statusOf(path, authorization ?? '');
    const body = JSON.stringify(status === 200 ? ANSWERS.get(path) : {});
    const response = { status, headers: [], body };
    const request = { method, url, headers: [] };
    wire.add({ step, title, channel: 'back', from: 'client', to, request, response });
    return response;
  };
  const wire = new WireLog();
  const caller = { server: SERVER, accessToken: 'first', wire };
  const rounds: number[] = [];
  async function answerAll<T>(work: Promise<T>): Promise<T> {
    const answers = setInterval(() => {
      if (waiting.length > 0) rounds.push(waiting.length);
      for (const answer of waiting.splice(0).toReversed()) answer();
    }, 1);
    try {
      return await work;
    } finally {
      clearInterval(answers);
    }
  }
  const titles = () => wire.exchanges.map(({ title, response }) => `${title} ${response?.status}`);
  return {
    api: createApiClient(send, async () => undefined),
    caller,
    sent,
    rounds,
    answerAll,
    titles,
  };
}

describe('What a token is good for', () => {
  it('asks for user, e-mail addresses and workspaces at once, then for one page of repositories', async () => {
    const { api, caller, sent, rounds, answerAll } = openApi();

    const results = await answerAll(readApiResults(api, caller));

    expect(rounds).toEqual([3, 1]);
    expect(sent.map(({ pathname }) => pathname)).toEqual([...ANSWERS.keys()]);
    expect(results.repositories).toMatchObject({
      workspace: 'team',
      values: [{ name: 'r' }],
      next: '/repositories/team?page=2',
    });
  });

  it('asks for the fields that the page shows, and where there is more', async () => {
    const { api, caller, sent, answerAll } = openApi();

    await answerAll(readApiResults(api, caller));

    const [user, ...lists] = sent.map(({ searchParams }) => searchParams.get('fields')?.split(','));
    expect(user).toContain('display_name');
    expect(lists).toHaveLength(3);
    for (const fields of lists) {
      expect(fields).toContain('next');
      expect(fields?.filter((field) => field !== 'next' && !field.startsWith('values.'))).toEqual(
        [],
      );
    }
  });

  it('has them in the wire log in their order, whichever answer comes first, each with its own tries', async () => {
    const tries = new Map<string, number>();
    const { api, caller, answerAll, titles } = openApi((path) => {
      tries.set(path, (tries.get(path) ?? 0) + 1);
      return path === '/2.0/user/emails' && tries.get(path) === 1 ? 503 : 200;
    });

    const { user, emails } = await answerAll(readApiResults(api, caller));

    expect(titles()).toEqual([
      'Current user 200',
      'E-mail addresses 503',
      'E-mail addresses, try 2 200',
      'Workspaces 200',
      'Repositories of team 200',
    ]);
    const idOf = (at: number) => caller.wire.exchanges[at]?.id;
    expect([user.exchangeIds, emails.exchangeIds]).toEqual([[idOf(0)], [idOf(2)]]);
  });

  it('goes on where one is refused, and has no repositories without a workspace', async () => {
    const { api, caller, answerAll } = openApi((path) =>
      path === '/2.0/user/workspaces' ? 403 : 200,
    );

    const results = await answerAll(readApiResults(api, caller));

    expect([results.user.isOk, results.emails.isOk]).toEqual([true, true]);
    expect(results.workspaces).toMatchObject({ isOk: false, refusal: { status: 403 } });
    expect(results).not.toHaveProperty('repositories');
  });

  it('renews the token once for all that were refused, after the last of them, and repeats those (RFC 6750 §3.1)', async () => {
    const { api, caller, answerAll, titles, rounds } = openApi((path, token) =>
      token === 'Bearer first' && path !== '/2.0/user/emails' ? 401 : 200,
    );
    let renewals = 0;

    const results = await answerAll(
      readApiResults(api, caller, async () => {
        renewals += 1;
        expect(titles()).toHaveLength(3); // none is under way any more
        caller.accessToken = 'second';
        return true;
      }),
    );

    expect(renewals).toBe(1);
    expect(rounds).toEqual([3, 2, 1]);
    expect(titles()).toEqual([
      'Current user 401',
      'E-mail addresses 200',
      'Workspaces 401',
      'Current user, with the new token 200',
      'Workspaces, with the new token 200',
      'Repositories of team 200',
    ]);
    expect(results.user).toMatchObject({ isOk: true, values: [{ display_name: 'Ada' }] });
  });

  it('shows the 401 where there is no other token', async () => {
    const { api, caller, answerAll, rounds } = openApi(() => 401);

    const { user } = await answerAll(readApiResults(api, caller));

    expect(rounds).toEqual([3]);
    expect(user).toMatchObject({ isOk: false, refusal: { status: 401 } });
  });
});
