import { describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { createClock, createStores } from '../../../src/sandbox/index.ts';
import { StorageError } from '../../../src/storage/storage-error.ts';
import type { Store } from '../../../src/storage/store.ts';
import { openRoom } from '../support/room.ts';
import { slowStores } from '../support/slow-stores.ts';
import { codesOf, hiddenFields, locationOf } from '../support/visitor.ts';
import { readHtml, textsOf } from '../../support/page.ts';

const PATH = '/_sandbox/consent';

function formActionOf(response: Response): string | undefined {
  return /form-action ([^;]+)/.exec(response.get('Content-Security-Policy') ?? '')?.[1];
}

describe('Consent page of the sandbox (contract §1.1)', () => {
  it('S59 lists all scopes of the client where none is asked for; "buttons Grant access and Cancel": who asks, as whom, where the answer goes (contract §1.1, RFC 9700 §4.16)', async () => {
    const page = await openRoom().visitor().reachConsent();

    for (const words of [
      'OAuth 2.0 grants demo',
      'Ada Example',
      'localhost:3000',
      'http://localhost:3000/oauth-callback',
      'read your e-mail addresses',
    ]) {
      expect(page.text).toContain(words);
    }
    expect(codesOf(page)).toContain('email');
    const controls = textsOf(readHtml(page.text), 'button, a');
    expect(controls).toEqual(expect.arrayContaining(['Grant access', 'Cancel', 'Switch person']));
  });

  it('S59 lists the scopes that were asked for and no other, where the request names some (contract §1.1)', async () => {
    const page = await openRoom().visitor().reachConsent({ scope: 'repository' });

    expect(codesOf(page)).toContain('repository');
    expect(codesOf(page)).not.toContain('email');
  });

  it('S59 refuses to be framed (RFC 9700 §4.16)', async () => {
    const response = await openRoom().visitor().reachConsent();

    expect(response.get('X-Frame-Options')).toBe('DENY');
    expect(response.get('Content-Security-Policy')).toContain("frame-ancestors 'none'");
  });

  it("S28 names 'self' and the redirect's origin as form-action on the way to it, and 'self' alone elsewhere", async () => {
    const room = openRoom();
    const visitor = room.visitor();

    const signIn = await visitor.agent.get(room.path('/_sandbox/sign-in'));
    expect(formActionOf(signIn)).toBe("'self'");
    expect(formActionOf(await visitor.arrive())).toBe("'self' http://localhost:3000");
    const asking = openRoom('current', { rememberConsent: false }).visitor();
    expect(formActionOf(await asking.arrive())).toBe("'self'");
    expect(formActionOf(await visitor.reachConsent())).toBe("'self' http://localhost:3000");
    expect(formActionOf(await visitor.authorize({ client_id: 'nobody' }))).toBe("'self'");
    expect(formActionOf(await room.http.get(room.path('/nothing')))).toBe("'self'");
  });

  it('S59 answers the form with 302, and denial with access_denied and the state, in the query (contract §1.1)', async () => {
    const room = openRoom();
    const visitor = room.visitor();
    const page = await visitor.reachConsent({ state: 's 1' });

    const answer = await visitor
      .post(PATH, { ...hiddenFields(page), decision: 'cancel' })
      .expect(302);

    const url = new URL(locationOf(answer));
    expect(url.searchParams.get('error')).toBe('access_denied');
    expect(url.searchParams.get('state')).toBe('s 1');
    expect(url.hash).toBe('');
    expect(await room.stores.codes.count()).toBe(0);
    expect(await room.stores.authorizations.count()).toBe(0);
  });

  it('S59 answers a denial of the implicit grant in the fragment (RFC 6749 §4.2.2.1)', async () => {
    const room = openRoom('legacy');
    const visitor = room.visitor();
    const page = await visitor.reachConsent({ response_type: 'token', state: 's' });

    const answer = await visitor
      .post(PATH, { ...hiddenFields(page), decision: 'cancel' })
      .expect(302);

    const url = new URL(locationOf(answer));
    expect(url.search).toBe('');
    expect(new URLSearchParams(url.hash.slice(1)).get('error')).toBe('access_denied');
    expect(await room.stores.accessTokens.count()).toBe(0);
  });

  it.each([
    ['a foreign request id', { request: 'A'.repeat(43) }],
    ['no request id', { request: '' }],
    ['another person', { person: 'bruno' }],
    ['an unknown decision', { decision: 'maybe' }],
  ])(
    'S59 refuses a form that was tampered with, %s: 400, and no code (RFC 6749 §10.12)',
    async (_, change) => {
      const room = openRoom();
      const visitor = room.visitor();
      const page = await visitor.reachConsent();

      const response = await visitor
        .post(PATH, { ...hiddenFields(page), decision: 'grant', ...change })
        .expect(400);

      expect(response.get('Location')).toBeUndefined();
      expect(await room.stores.codes.count()).toBe(0);
    },
  );

  it('S59 refuses the request of another browser: 400, and no code (RFC 6749 §10.12)', async () => {
    const room = openRoom();
    const { request = '' } = hiddenFields(await room.visitor().reachConsent());
    const other = room.visitor();
    const fields = hiddenFields(await other.reachConsent());

    await other.post(PATH, { ...fields, request, decision: 'grant' }).expect(400);
    await other.agent.get(room.path(`${PATH}?request=${request}`)).expect(400);

    expect(await room.stores.codes.count()).toBe(0);
  });

  it.each(['cross-site', 'same-site', 'none'])(
    'S13 refuses a post with Sec-Fetch-Site: %s, and makes no code (RFC 6749 §10.12)',
    async (site) => {
      const room = openRoom();
      const visitor = room.visitor();
      const page = await visitor.reachConsent();

      await visitor.post(PATH, { ...hiddenFields(page), decision: 'grant' }, site).expect(403);

      expect(await room.stores.codes.count()).toBe(0);
    },
  );

  it('S13 refuses a missing and a foreign token, and makes no code (RFC 6749 §10.12)', async () => {
    const room = openRoom();
    const visitor = room.visitor();
    const fields = { ...hiddenFields(await visitor.reachConsent()), decision: 'grant' };
    const { csrf = '' } = hiddenFields(await room.visitor().arrive());

    await visitor.post(PATH, { ...fields, csrf: '' }).expect(403);
    await visitor.post(PATH, { ...fields, csrf }).expect(403);

    expect(await room.stores.codes.count()).toBe(0);
  });

  it('R23 gives a form that is posted twice one outcome: the same redirect, one code', async () => {
    const room = openRoom('current', { stores: slowStores() });
    const visitor = room.visitor();
    const fields = {
      ...hiddenFields(await visitor.reachConsent({ state: 's' })),
      decision: 'grant',
    };

    const [first, second] = await Promise.all([
      visitor.post(PATH, fields),
      visitor.post(PATH, fields),
    ]);

    expect(first.status).toBe(302);
    expect(locationOf(second)).toBe(locationOf(first));
    expect(await room.stores.codes.count()).toBe(1);
    expect(await room.stores.authorizations.count()).toBe(1);
  });

  it('R23 brings the code by the next click, where the storage failed between the decision and the code', async () => {
    const stores = slowStores();
    const { codes } = stores;
    let failures = 1;
    const replace: typeof codes.replace = (...given) =>
      (failures -= 1) < 0 ? codes.replace(...given) : Promise.reject(new StorageError('killed'));
    const room = openRoom('current', { stores: { ...stores, codes: { ...codes, replace } } });
    const visitor = room.visitor();
    const fields = { ...hiddenFields(await visitor.reachConsent()), decision: 'grant' };

    await visitor.post(PATH, fields).expect(503);
    const again = locationOf(await visitor.post(PATH, fields).expect(302));

    const code = new URL(again).searchParams.get('code') ?? '';
    await room.askToken({ grant_type: 'authorization_code', code }).expect(200);
    await visitor.post(PATH, fields).expect(302);
    await room.askToken({ grant_type: 'authorization_code', code }).expect(400); // it is spent still
    expect(await room.stores.codes.count()).toBe(1);
  });

  it('writes the consent before what hangs on it: what cannot be taken back is not granted', async () => {
    const written: string[] = [];
    const noting = <T>(store: Store<T>, name: string): Store<T> => ({
      ...store,
      async put(...given) {
        written.push(name);
        await store.put(...given);
      },
      replace(...given) {
        written.push(name);
        return store.replace(...given);
      },
    });
    const { consents, authorizations, codes, ...others } = createStores(createClock());
    const stores = {
      ...others,
      consents: noting(consents, 'consent'),
      authorizations: noting(authorizations, 'authorization'),
      codes: noting(codes, 'code'),
    };
    const visitor = openRoom('current', { stores }).visitor();

    const fields = { ...hiddenFields(await visitor.reachConsent()), decision: 'grant' };
    await visitor.post(PATH, fields).expect(302);

    expect(written[0]).toBe('consent');
    expect(written.toSorted()).toEqual(['authorization', 'code', 'consent']);
  });

  it('R23 gives an implicit grant that is posted twice one token, and it works', async () => {
    const room = openRoom('legacy', { stores: slowStores() });
    const visitor = room.visitor();
    const page = await visitor.reachConsent({ response_type: 'token' });
    const fields = { ...hiddenFields(page), decision: 'grant' };

    const [first, second] = await Promise.all([
      visitor.post(PATH, fields),
      visitor.post(PATH, fields),
    ]);

    expect(locationOf(second)).toBe(locationOf(first));
    expect(await room.stores.accessTokens.count()).toBe(1);
    const { hash } = new URL(locationOf(first));
    const token = new URLSearchParams(hash.slice(1)).get('access_token') ?? '';
    await room.askApi('/2.0/user', token).expect(200);
  });

  it('keeps to the first answer when the other button is pressed afterwards', async () => {
    const room = openRoom();
    const visitor = room.visitor();
    const fields = hiddenFields(await visitor.reachConsent());

    const first = await visitor.post(PATH, { ...fields, decision: 'cancel' }).expect(302);
    const second = await visitor.post(PATH, { ...fields, decision: 'grant' }).expect(302);

    expect(locationOf(second)).toBe(locationOf(first));
    expect(await room.stores.codes.count()).toBe(0);
  });

  it('does not arm a spent code again when the form is posted once more', async () => {
    const room = openRoom();
    const visitor = room.visitor();
    const fields = { ...hiddenFields(await visitor.reachConsent()), decision: 'grant' };
    const first = await visitor.post(PATH, fields).expect(302);
    const code = new URL(locationOf(first)).searchParams.get('code') ?? '';
    await room.askToken({ grant_type: 'authorization_code', code }).expect(200);

    await visitor.post(PATH, fields).expect(302);

    await room.askToken({ grant_type: 'authorization_code', code }).expect(400);
  });

  it('says with the Back button what was decided, and offers no second answer', async () => {
    const room = openRoom();
    const visitor = room.visitor();
    const fields = hiddenFields(await visitor.reachConsent());
    await visitor.post(PATH, { ...fields, decision: 'grant' }).expect(302);

    const page = await visitor.agent
      .get(room.path(`${PATH}?request=${fields['request']}`))
      .expect(200);

    expect(page.text).toContain('You have already answered');
    expect(readHtml(page.text).querySelectorAll('form')).toHaveLength(0);
  });

  it('lets the person be switched, and refuses an answer for the one shown before', async () => {
    const room = openRoom();
    const visitor = room.visitor();
    const asAda = hiddenFields(await visitor.reachConsent());
    const switched = await visitor
      .post('/_sandbox/sign-in', { ...asAda, person: 'bruno' })
      .expect(303);

    const page = await visitor.agent.get(locationOf(switched)).expect(200);

    expect(page.text).toContain('Bruno Sample');
    await visitor.post(PATH, { ...asAda, decision: 'grant' }).expect(400);
    await visitor.post(PATH, { ...hiddenFields(page), decision: 'grant' }).expect(302);
  });

  it.each(['grant', 'cancel'])(
    'S59 gives the answer of one person to no other who signs in after them: %s (RFC 6749 §10.12)',
    async (decision) => {
      const room = openRoom('legacy');
      const visitor = room.visitor();
      const page = await visitor.reachConsent({ response_type: 'token' });
      const form = hiddenFields(page);
      await visitor.post(PATH, { ...form, decision: 'grant' }).expect(302);
      const signIn = await visitor.agent.get(room.path('/_sandbox/sign-in'));
      await visitor.signIn(signIn, 'bruno');

      const answer = await visitor.post(PATH, { ...form, person: 'bruno', decision });

      expect([answer.status, answer.get('Location')]).toEqual([400, undefined]);
      expect(answer.text).toContain('Somebody else has answered this request');
      expect(await room.stores.accessTokens.count()).toBe(1);
    },
  );

  it('S59 of two people who answer at the same moment, one is given an answer', async () => {
    const room = openRoom('current', { stores: slowStores() });
    const visitor = room.visitor();
    const form = hiddenFields(await visitor.reachConsent());
    const asAda = visitor.post(PATH, { ...form, decision: 'grant' });
    const switched = visitor.agent
      .get(room.path('/_sandbox/sign-in'))
      .then((signIn) => visitor.signIn(signIn, 'bruno'));
    const [ada] = await Promise.all([asAda, switched]);
    const bruno = await visitor.post(PATH, { ...form, person: 'bruno', decision: 'grant' });

    expect([ada.status, bruno.status]).toEqual([302, 400]);
    expect(await room.stores.authorizations.count()).toBe(1);
  });

  it('R25 finishes two requests of one browser in reverse order', async () => {
    const visitor = openRoom().visitor();
    const first = await visitor.reachConsent({ state: 'one' });
    const second = await visitor.reachConsent({ state: 'two' });

    for (const [page, state] of [
      [second, 'two'],
      [first, 'one'],
    ] as const) {
      const answer = await visitor
        .post(PATH, { ...hiddenFields(page), decision: 'grant' })
        .expect(302);
      expect(new URL(locationOf(answer)).searchParams.get('state')).toBe(state);
    }
  });

  it('forgets a request that nobody answered for half an hour', async () => {
    const room = openRoom();
    const visitor = room.visitor();
    const fields = { ...hiddenFields(await visitor.reachConsent()), decision: 'grant' };

    room.clock.advance('30min');

    await visitor.post(PATH, fields).expect(400);
    expect(await room.stores.codes.count()).toBe(0);
  });
});

describe('Answer of the implicit grant (contract §1.1)', () => {
  it('S54 comes in the fragment with token, type, life, scopes and state, and no refresh token (RFC 6749 §4.2.2)', async () => {
    const room = openRoom('legacy', { sendIss: true });

    const url = await room.visitor().grant({ response_type: 'token', state: '{"a":"b c"}' });

    const fragment = new URLSearchParams(url.hash.slice(1));
    expect(url.search).toBe('');
    expect(Object.fromEntries(fragment)).toEqual({
      access_token: expect.stringMatching(/^[\w-]{83}=$/),
      token_type: 'bearer',
      expires_in: '7200',
      scopes: 'account email repository pullrequest repository:admin repository:delete',
      state: '{"a":"b c"}',
      iss: 'http://localhost:3000/sandbox/legacy',
    });
    expect(await room.stores.refreshTokens.count()).toBe(0);
  });
});
