import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { eras } from '../../../src/sandbox/eras.ts';
import { createSeed } from '../../../src/sandbox/index.ts';
import { tokenOf } from '../support/answers.ts';
import { CALLBACK, type Room, openRoom } from '../support/room.ts';
import { slowStores } from '../support/slow-stores.ts';
import { type Visitor, codesOf, hiddenFields, locationOf } from '../support/visitor.ts';
import { readHtml } from '../../support/page.ts';

const PATH = '/_sandbox/applications';

async function openApplications(room: Room, visitor: Visitor) {
  return visitor.agent.get(room.path(PATH)).expect(200);
}

function takeBack(visitor: Visitor, room: Room, csrf = '', from = 'same-origin') {
  const form = { csrf, person: 'ada', client: room.client().clientId };
  return visitor.post(PATH, form, from);
}

async function countSessions({ stores: { sessions } }: Room) {
  const all = await Promise.all((await sessions.keys()).map((key) => sessions.get(key)));
  const signedIn = all.filter((session) => session?.username !== undefined).length;
  return { new: all.length - signedIn, signedIn };
}

async function redeem(room: Room, code: string) {
  return tokenOf(await room.askToken({ grant_type: 'authorization_code', code }));
}

describe('Consent, "remembered for next time" (contract §1.1)', () => {
  it('is not asked for again in the same browser: the answer goes straight back, with a new code (contract §1.1)', async () => {
    const visitor = openRoom().visitor();
    const first = await visitor.grant({ state: 'one' });

    const page = await visitor.arrive({ state: 'two' });

    const second = new URL(locationOf(page));
    expect(page.status).toBe(302);
    expect(second.searchParams.get('state')).toBe('two');
    expect(second.searchParams.get('code')).not.toBe(first.searchParams.get('code'));
  });

  it('covers fewer scopes and implied ones; a wider request asks again (contract §1.1)', async () => {
    const visitor = openRoom().visitor();
    await visitor.grant({ scope: 'account pullrequest' });

    expect((await visitor.arrive({ scope: 'account' })).status).toBe(302);
    expect((await visitor.arrive({ scope: 'repository' })).status).toBe(302);
    const wider = await visitor.arrive({ scope: 'account email' });
    expect(wider.status).toBe(200);
    expect(codesOf(wider)).toContain('email');
    await visitor.grant({ scope: 'account email' });
    expect((await visitor.arrive({ scope: 'pullrequest email' })).status).toBe(302);
  });

  it('gives a token of the scopes asked for, not of all that was granted before', async () => {
    const room = openRoom();
    const visitor = room.visitor();
    await visitor.grant();

    const token = await redeem(room, await visitor.obtainCode({ scope: 'email' }));

    expect(token.scope).toBe('email');
  });

  it('is of one person and one client; where strangers share the sandbox, of one browser too', async () => {
    const seed = createSeed(eras.current, CALLBACK); // with a second client
    const room = openRoom('current', { isShared: true, seed });
    const visitor = room.visitor();
    await visitor.grant();

    const { clientId } = room.client('Another');
    expect((await visitor.arrive({ client_id: clientId })).text).toContain('Grant access');
    expect((await room.visitor().reachConsent()).text).toContain('Grant access');
    const signIn = await visitor.agent.get(room.path('/_sandbox/sign-in')).expect(200);
    await visitor.signIn(signIn, 'bruno');
    expect((await visitor.arrive()).text).toContain('Bruno Sample');
  });

  it('R23 gives two clicks one outcome: the same redirect, one code (contract §1.1)', async () => {
    const room = openRoom('current', { stores: slowStores() });
    const visitor = room.visitor();
    await visitor.grant();
    const page = locationOf(await visitor.authorize());

    const [one, other] = await Promise.all([visitor.agent.get(page), visitor.agent.get(page)]);
    const later = await visitor.agent.get(page).expect(302);

    expect(locationOf(one)).toContain('code=');
    expect([locationOf(other), locationOf(later)]).toEqual([locationOf(one), locationOf(one)]);
    expect(await room.stores.codes.count()).toBe(2); // with that of the first grant
    expect(await room.stores.authorizations.count()).toBe(2);
  });

  it('does not remember a denial', async () => {
    const visitor = openRoom().visitor();
    const page = await visitor.reachConsent();
    await visitor.post('/_sandbox/consent', { ...hiddenFields(page), decision: 'cancel' });

    expect((await visitor.arrive()).text).toContain('Grant access');
  });

  it('is asked for every time where rememberConsent is false', async () => {
    const visitor = openRoom('current', { rememberConsent: false }).visitor();
    await visitor.grant();

    const { text } = await visitor.arrive();

    expect(text).toContain('Grant access');
    expect(text).not.toContain('not asked again');
  });
});

describe('Page of authorized applications, "user can revoke it" (contract §1.1, §1.4)', () => {
  it('wants a person: sign-in leads there, and every page of the sandbox links to it', async () => {
    const room = openRoom();
    const visitor = room.visitor();
    const link = `a[href="${room.path(PATH)}"]`;

    const away = await visitor.agent.get(room.path(PATH)).expect(303);
    const signIn = await visitor.agent.get(locationOf(away)).expect(200);
    const page = await visitor.signIn(signIn);

    expect(page.text).toContain('Authorized applications');
    expect(page.text).toContain('None.');
    const consent = await visitor.arrive();
    const error = await visitor.authorize({ client_id: 'nobody' });
    for (const { text } of [signIn, consent, error])
      expect(readHtml(text).querySelector(link)).not.toBeNull();
  });

  it('lists each application with the scopes of all that was granted, and nobody else’s', async () => {
    const room = openRoom('current', { isShared: true });
    const visitor = room.visitor();
    await visitor.grant({ scope: 'account' });
    await visitor.grant({ scope: 'email' });
    const other = room.visitor();
    await other.grant({ scope: 'repository' });

    const page = await openApplications(room, visitor);

    expect(page.text).toContain('OAuth 2.0 grants demo');
    expect(codesOf(page)).toEqual(expect.arrayContaining(['account', 'email']));
    expect(codesOf(page)).not.toContain('repository');
    expect(page.text).not.toContain('Another client');
  });

  it.each(['current', 'legacy'] as const)(
    'takes access back in %s: access token, refresh token and unspent code die, and the next request asks again (contract §1.4)',
    async (era) => {
      const room = openRoom(era);
      const visitor = room.visitor();
      const token = await redeem(room, await visitor.obtainCode());
      const unspent = await visitor.obtainCode();
      const { csrf } = hiddenFields(await openApplications(room, visitor));

      await takeBack(visitor, room, csrf).expect(303);

      const refresh = { grant_type: 'refresh_token', refresh_token: token.refresh_token };
      await room.askApi('/2.0/user', token.access_token).expect(401);
      await room.askToken(refresh).expect(400);
      await room.askToken({ grant_type: 'authorization_code', code: unspent }).expect(400);
      expect((await visitor.arrive()).text).toContain('Grant access');
      expect((await openApplications(room, visitor)).text).toContain('None.');
    },
  );

  it('leaves the grants of other browsers alive where strangers share the sandbox, and gives living tokens after a new consent', async () => {
    const room = openRoom('current', { isShared: true });
    const [visitor, other] = [room.visitor(), room.visitor()];
    const theirs = await redeem(room, await other.obtainCode());
    const old = await redeem(room, await visitor.obtainCode());
    const { csrf } = hiddenFields(await openApplications(room, visitor));
    await takeBack(visitor, room, csrf).expect(303);

    const fresh = await redeem(room, await visitor.obtainCode());

    await room.askApi('/2.0/user', theirs.access_token).expect(200);
    await room.askApi('/2.0/user', fresh.access_token).expect(200);
    await room.askApi('/2.0/user', old.access_token).expect(401);
  });

  it('S60 what was never granted cannot be taken back, and is not kept: a flood of it would bring to life again what others took back', async () => {
    const room = openRoom('current', { isShared: true });
    const visitor = room.visitor();
    await visitor.grant();
    const { csrf = '' } = hiddenFields(await openApplications(room, visitor));
    await takeBack(visitor, room, csrf).expect(303);

    for (let at = 0; at < 20; at += 1) {
      await visitor.post(PATH, { csrf, person: 'ada', client: `nobody-${at}` }).expect(303);
      await takeBack(visitor, room, csrf).expect(303);
    }

    expect(await room.stores.withdrawals.count()).toBe(1);
  });

  it('ends a token of the implicit grant too (contract §1.4)', async () => {
    const room = openRoom('legacy');
    const visitor = room.visitor();
    const { hash } = await visitor.grant({ response_type: 'token' });
    const token = new URLSearchParams(hash.slice(1)).get('access_token') ?? '';
    await room.askApi('/2.0/user', token).expect(200);
    const { csrf } = hiddenFields(await openApplications(room, visitor));

    await takeBack(visitor, room, csrf).expect(303);

    await room.askApi('/2.0/user', token).expect(401);
  });

  it('S13 refuses a form from elsewhere or without its token, and nothing is taken back (RFC 6749 §10.12)', async () => {
    const room = openRoom();
    const visitor = room.visitor();
    await visitor.grant();
    const { csrf = '' } = hiddenFields(await openApplications(room, visitor));

    await takeBack(visitor, room, csrf, 'cross-site').expect(403);
    await takeBack(visitor, room, '').expect(403);
    await takeBack(visitor, room, csrf.replace(/.$/, '')).expect(403);
    await visitor.post('/_sandbox/sign-out', { csrf, person: 'ada' }, 'cross-site').expect(403);
    await visitor.post('/_sandbox/sign-out', { csrf: '', person: 'ada' }).expect(403);
    await room.visitor().post(PATH, { csrf, person: 'ada' }).expect(400);

    expect((await visitor.arrive()).status).toBe(302);
  });

  it('S59 refuses a form that names another person than has signed in: 400', async () => {
    const room = openRoom();
    const visitor = room.visitor();
    await visitor.grant();
    const { csrf = '' } = hiddenFields(await openApplications(room, visitor));
    const form = { csrf, person: 'bruno', client: room.client().clientId };

    await visitor.post(PATH, form).expect(400);

    expect((await visitor.arrive()).status).toBe(302);
  });

  it('S17 signs out under a new session id; another person can be chosen then', async () => {
    const room = openRoom();
    const visitor = room.visitor();
    await visitor.grant();
    const { csrf = '' } = hiddenFields(await openApplications(room, visitor));

    const answer = await visitor.post('/_sandbox/sign-out', { csrf, person: 'ada' }).expect(303);

    expect(answer.get('Set-Cookie')?.[0]).toMatch(/^sandbox_current=[\w-]{43};/);
    expect(await countSessions(room)).toEqual({ new: 1, signedIn: 0 });
    expect((await visitor.arrive()).text).toContain('Who are you today?');
  });

  it('S17 makes of one session no second one, however many sign in or out with it at once', async () => {
    const room = openRoom('current', { isShared: true });
    const { sessions } = room.stores;
    const take = sessions.take.bind(sessions);
    sessions.take = async (key) => {
      await setTimeout(200); // as long as all need to find the session
      return take(key);
    };
    const visitor = room.visitor();
    const page = await visitor.agent.get(room.path('/_sandbox/sign-in')).expect(200);
    const { csrf = '' } = hiddenFields(page);
    const post = (below: string) => visitor.post(below, { csrf, person: 'ada' });
    const statusesOf = async (below: string) => {
      const answers = await Promise.all([post(below), post(below), post(below)]);
      return answers.map(({ status }) => status).toSorted((a, b) => a - b);
    };

    expect(await statusesOf('/_sandbox/sign-in')).toEqual([303, 400, 400]);
    expect(await countSessions(room)).toEqual({ new: 0, signedIn: 1 });
    expect(await statusesOf('/_sandbox/sign-out')).toEqual([303, 400, 400]);
    expect(await countSessions(room)).toEqual({ new: 1, signedIn: 0 });
  });

  it('S14 leaves the next person of the browser nothing of the one who signed out: no request, no answer, no form', async () => {
    const room = openRoom('legacy', { rememberConsent: false });
    const visitor = room.visitor();
    const page = await visitor.reachConsent({ response_type: 'token' });
    const consent = hiddenFields(page);
    await visitor.post('/_sandbox/consent', { ...consent, decision: 'grant' }).expect(302);
    const { csrf = '' } = hiddenFields(await openApplications(room, visitor));
    await visitor.post('/_sandbox/sign-out', { csrf, person: 'ada' }).expect(303);
    await visitor.signIn(await visitor.agent.get(room.path('/_sandbox/sign-in')));

    for (const decision of ['cancel', 'grant']) {
      const answer = await visitor.post('/_sandbox/consent', { ...consent, decision });

      expect([answer.status, answer.get('Location')]).toEqual([400, undefined]);
      expect(answer.text).toContain('This request is unknown here');
    }
    await visitor.post(PATH, { csrf, person: 'ada' }).expect(403);
  });

  it('answers other methods with 405', async () => {
    const room = openRoom();

    await room.http.put(room.path(PATH)).expect(405);
    await room.http.get(room.path('/_sandbox/sign-out')).expect(405);
  });
});
