import { describe, expect, it } from '@jest/globals';
import { type Stores, createClock, createStores } from '../../src/sandbox/index.ts';
import type { Store } from '../../src/storage/store.ts';
import { tokenOf } from './support/answers.ts';
import { openRoom } from './support/room.ts';
import { hiddenFields, locationOf } from './support/visitor.ts';

function byName(stores: Stores): Record<string, Store<object>> {
  return stores as unknown as Record<string, Store<object>>;
}

async function counts(stores: Stores): Promise<Record<string, number>> {
  const entries = Object.entries(byName(stores)).map(
    async ([name, store]) => [name, await store.count()] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

function nothing(stores: Stores): Record<string, number> {
  return Object.fromEntries(Object.keys(stores).map((name) => [name, 0]));
}

describe('S58 what is stored', () => {
  it.each(['legacy', 'current'] as const)(
    'S58 is hashes only: no code, token, password, secret or session id is a key or in a value, %s (RFC 6749 §10.10)',
    async (era) => {
      const kept: string[] = [];
      const room = openRoom(era);
      for (const store of Object.values(byName(room.stores))) {
        const put = store.put.bind(store);
        store.put = async (key, value, life) => {
          kept.push(key, JSON.stringify(value));
          await put(key, value, life);
        };
        const replace = store.replace.bind(store);
        store.replace = async (key, was, value, life) => {
          kept.push(key, JSON.stringify(value));
          return replace(key, was, value, life);
        };
      }
      const visitor = room.visitor();
      const signIn = hiddenFields(await visitor.arrive());
      const signedIn = await visitor.post('/_sandbox/sign-in', { ...signIn, person: 'ada' });
      const [, sessionId = ''] = /=([\w-]{43});/.exec(signedIn.get('Set-Cookie')?.[0] ?? '') ?? [];
      const page = await visitor.agent.get(locationOf(signedIn)).expect(200);
      const answer = await visitor.post('/_sandbox/consent', {
        ...hiddenFields(page),
        decision: 'grant',
      });
      const code = new URL(locationOf(answer)).searchParams.get('code') ?? '';
      const token = tokenOf(await room.askToken({ grant_type: 'authorization_code', code }));

      const dump = kept.join('\n');
      const { clientSecret } = room.client();
      const { access_token: access, refresh_token: refresh } = token;
      const { request = '' } = signIn;
      const secrets = [code, access, refresh, request, clientSecret, 'lovelace', sessionId];
      for (const secret of secrets) {
        expect(secret.length).toBeGreaterThan(7);
        expect(dump).not.toContain(secret);
      }
    },
  );

  it.each(['legacy', 'current'] as const)('S58 repeats no code in 200 grants, %s', async (era) => {
    const room = openRoom(era);
    room.sandbox.decide({ isGranted: true, username: 'ada', times: 200 });
    const visitor = room.visitor();
    const codes = new Set<string>();
    for (let count = 0; count < 200; count += 1) {
      const redirect = new URL(locationOf(await visitor.authorize().expect(302)));
      codes.add(redirect.searchParams.get('code') ?? '');
    }

    expect(codes.size).toBe(200);
  });
});

describe('R20 time without traffic', () => {
  it('R20 brings every count back to 0 once everything has expired, in current', async () => {
    const room = openRoom();
    const visitor = room.visitor();
    await visitor.arrive();
    const code = await visitor.obtainCode();
    await visitor.obtainCode(); // never redeemed
    await room.askToken({ grant_type: 'authorization_code', code }).expect(200);
    await room.askToken({ grant_type: 'client_credentials' }).expect(200);
    expect(await counts(room.stores)).not.toEqual(nothing(room.stores));

    room.clock.advance('730 days');

    expect(await counts(room.stores)).toEqual(nothing(room.stores));
  });

  it('R20 leaves in legacy what never expires, the refresh token and its grant, and no more (contract §1.4)', async () => {
    const room = openRoom('legacy');
    const visitor = room.visitor();
    await visitor.grant({ response_type: 'token' });
    const code = await visitor.obtainCode();
    await room.askToken({ grant_type: 'authorization_code', code }).expect(200);

    room.clock.advance('730 days');

    expect(await counts(room.stores)).toEqual({
      ...nothing(room.stores),
      authorizations: 1,
      refreshTokens: 1,
    });
  });

  it.each(['legacy', 'current'] as const)(
    'R20 keeps nothing for longer than it is told to, grant, consent, repository or refresh token, %s',
    async (era) => {
      const clock = createClock({ frozenAt: 0 });
      const stores = createStores(clock, undefined, 86_400);
      const room = openRoom(era, { clock, stores });
      const visitor = room.visitor();
      const code = await visitor.obtainCode();
      const token = tokenOf(await room.askToken({ grant_type: 'authorization_code', code }));
      const { refresh_token: refreshToken } = token;
      const refresh = () =>
        room.askToken({ grant_type: 'refresh_token', refresh_token: refreshToken });
      await stores.repositoryChanges.put('everybody', { created: [], removed: [] }, 730 * 86_400);
      await stores.withdrawals.replace('somebody', undefined, { visitor: undefined, count: 1 });
      clock.advance(86_400_000 - 1);
      await refresh().expect(200);

      clock.advance('1 day');

      await refresh().expect(400);
      expect(await counts(stores)).toEqual(nothing(stores));
    },
  );

  it('S56 ends a grant for good after two years, however often it was refreshed: "absolute expiry"', async () => {
    const room = openRoom();
    const code = await room.visitor().obtainCode();
    let token = tokenOf(await room.askToken({ grant_type: 'authorization_code', code }));
    for (let pause = 0; pause < 9; pause += 1) {
      room.clock.advance('80 days');
      const form = { grant_type: 'refresh_token', refresh_token: token.refresh_token };
      token = tokenOf(await room.askToken(form));
    }
    room.clock.advance('10 days');

    await room.askApi('/2.0/user', token.access_token).expect(401);
    await room
      .askToken({ grant_type: 'refresh_token', refresh_token: token.refresh_token })
      .expect(400);
  });
});

describe('R19 bounded stores', () => {
  /** The one value that is there, as the sandbox itself has put it. */
  async function valueIn<T>(store: Store<T>): Promise<T> {
    const [key = ''] = await store.keys();
    const value = await store.take(key);
    if (value === undefined) throw new Error('There is nothing');
    return value;
  }
  async function flood<T>(store: Store<T>, value: T, times: number): Promise<void> {
    for (let count = 0; count < times; count += 1) await store.put(`copy ${count}`, value, 600);
  }

  it('R19 keeps no more than 10,000 unfinished requests and sessions; the oldest go first, and whoever is signed in stays', async () => {
    const room = openRoom();
    const { sessions, pendingRequests } = room.stores;
    await room.visitor().arrive(); // and goes away
    const [session, request] = [await valueIn(sessions), await valueIn(pendingRequests)];
    const visitor = room.visitor();
    await visitor.reachConsent();

    await flood(sessions, session, 10_050);
    await flood(pendingRequests, request, 10_050);

    expect(await sessions.count()).toBe(10_000 + 1);
    expect(await sessions.get('copy 49')).toBeUndefined();
    expect(await pendingRequests.count()).toBe(10_000);
    expect(await pendingRequests.get('copy 49')).toBeUndefined();
    expect((await visitor.arrive()).text).toContain('Grant access');
  });

  it('R19 50,050 codes that nobody exchanges end no token, new or refreshed, with a person behind it or without', async () => {
    const room = openRoom();
    const { authorizations } = room.stores;
    await room.visitor().obtainCode(); // and nobody exchanges it
    const waiting = await valueIn(authorizations);
    const code = await room.visitor().obtainCode();
    const ofPerson = tokenOf(await room.askToken({ grant_type: 'authorization_code', code }));
    const ofClient = tokenOf(await room.askToken({ grant_type: 'client_credentials' }));

    await flood(authorizations, waiting, 50_050);

    expect(await authorizations.count()).toBe(50_000 + 2);
    expect(await authorizations.get('copy 49')).toBeUndefined();
    await room.askApi('/2.0/user', ofPerson.access_token).expect(200);
    await room.askApi('/2.0/workspaces/analytical-engines', ofClient.access_token).expect(200);
    const form = { grant_type: 'refresh_token', refresh_token: ofPerson.refresh_token };
    await room.askToken(form).expect(200);
  });

  it('R19 keeps 16 million characters of unfinished requests, however long their state', async () => {
    const { pendingRequests } = openRoom().stores;
    const state = 'x'.repeat(7_000);
    const request = {
      csrfToken: '',
      visitor: undefined,
      clientId: '',
      responseType: 'code',
      redirectUri: '',
    } as const;

    await flood(pendingRequests, { ...request, scopes: [], state }, 3_000);

    expect((await pendingRequests.count()) * 7_500).toBeLessThanOrEqual(16_000_000);
    expect(await pendingRequests.get('copy 2999')).toBeDefined();
  });
});
