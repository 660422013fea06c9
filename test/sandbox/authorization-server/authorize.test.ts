import { describe, expect, it } from '@jest/globals';
import type { Room } from '../support/room.ts';
import { CALLBACK, openRoom } from '../support/room.ts';
import { locationOf } from '../support/visitor.ts';
import { readHtml, textsOf } from '../../support/page.ts';

/** No page of a request exists, so no code can come of it. */
/** It is asked for nothing but what it refuses: nothing at all may come of it. */
const refusing = openRoom();

async function expectNothingHappened({ stores }: Room): Promise<void> {
  expect(await stores.pendingRequests.count()).toBe(0);
  expect(await stores.codes.count()).toBe(0);
}

describe('Authorization endpoint (contract §1.1)', () => {
  it('sends whoever has not signed in to the sign-in page, then back to the same request (contract §1.1)', async () => {
    const room = openRoom();
    const visitor = room.visitor();

    const page = await visitor.arrive({ state: 'xyz' });

    expect(page.text).toContain('Ada Example');
    expect((await visitor.grant({ state: 'xyz' })).searchParams.get('state')).toBe('xyz');
  });

  it.each([
    ['plain text', 'abc'],
    ['JSON with spaces', '{"a": 1, "b": "x y&z=+%"}'],
    ['markup', '"><img src=x onerror=alert(1)>'],
    ['a line break and a header', 'x\r\nSet-Cookie: a=b'],
  ])('echoes a state of %s unchanged and in no other place (contract §1.1)', async (_, state) => {
    const room = openRoom();

    const url = await room.visitor().grant({ state });

    expect(url.searchParams.get('state')).toBe(state);
    expect(url.origin + url.pathname).toBe(CALLBACK);
  });

  it('sends `code` of 18 characters in legacy, and `iss` only where it is asked to (contract §1.1)', async () => {
    const plain = await openRoom('legacy').visitor().grant();
    const labelled = await openRoom('legacy', { sendIss: true }).visitor().grant();

    expect([...plain.searchParams.keys()]).toEqual(['code']);
    expect(plain.searchParams.get('code')).toMatch(/^[A-Za-z0-9]{18}$/);
    expect(labelled.searchParams.get('iss')).toBe('http://localhost:3000/sandbox/legacy');
  });

  it('ignores access_type, nonce, prompt, approval_prompt, resource and unknown parameters (contract §1.1)', async () => {
    const extras = {
      access_type: 'offline',
      nonce: 'n',
      prompt: 'none',
      approval_prompt: 'x',
      resource: 'https://api.bitbucket.org',
      __proto__x: '1',
      'foo[bar]': '1',
      'utm[]': 'x',
    };

    const url = await openRoom().visitor().grant(extras);

    expect([...url.searchParams.keys()]).toEqual(['code']);
  });

  it('shows a page "Invalid client_id" for an unknown client, without redirect (contract §1.1)', async () => {
    const room = refusing;

    const response = await room.visitor().authorize({ client_id: 'nobody' }).expect(400);

    expect(textsOf(readHtml(response.text), 'h1')).toEqual(['Invalid client_id']);
    expect(response.text).toContain(
      'This integration is misconfigured. Contact the vendor for assistance.',
    );
    expect(response.get('Location')).toBeUndefined();
    await expectNothingHappened(room);
  });

  it('shows a page "Invalid redirect_uri" for a foreign redirect URI, without redirect (contract §1.1)', async () => {
    const room = refusing;

    const response = await room
      .visitor()
      .authorize({ redirect_uri: 'https://evil.example/cb' })
      .expect(400);

    expect(textsOf(readHtml(response.text), 'h1')).toEqual(['Invalid redirect_uri']);
    expect(response.text).toContain(
      'This integration is misconfigured. Contact the vendor for assistance.',
    );
    expect(response.get('Location')).toBeUndefined();
    await expectNothingHappened(room);
  });

  it('shows a page "No callback uri defined for the OAuth client." (contract §1.1)', async () => {
    const room = refusing;
    const { clientId } = room.client('Client without');

    const response = await room
      .visitor()
      .authorize({ client_id: clientId, redirect_uri: CALLBACK })
      .expect(400);

    expect(response.text).toContain('No callback uri defined for the OAuth client.');
    expect(response.get('Location')).toBeUndefined();
    await expectNothingHappened(room);
  });

  it.each([
    ['an unknown client', { client_id: 'nobody' }],
    ['a missing client', { client_id: '' }],
    ['a foreign redirect URI', { redirect_uri: 'https://evil.example/cb' }],
  ])('S47 never redirects for %s, whatever else is wrong (RFC 6749 §4.1.2.1)', async (_, fault) => {
    const others = [
      { response_type: 'nonsense' },
      { response_type: '' },
      { scope: 'nonsense' },
      { code_challenge_method: 'S512' },
      { state: 'x'.repeat(5000) },
    ];
    const room = refusing;

    for (const other of others) {
      const response = await room
        .visitor()
        .authorize({ ...other, ...fault })
        .expect(400);
      expect(response.get('Location')).toBeUndefined();
    }
    await expectNothingHappened(room);
  });

  it.each([
    'client_id',
    'redirect_uri',
    'response_type',
    'state',
    'scope',
    'code_challenge',
    'code_challenge_method',
  ])('refuses %s given twice, or as a list, with a page (RFC 6749 §3.1)', async (name) => {
    const room = refusing;
    const start = `/site/oauth2/authorize?client_id=${room.client().clientId}&response_type=code`;

    for (const extra of [`${name}=a&${name}=b`, `${name}[]=a`, `${name}[a]=b`]) {
      const response = await room.http.get(room.path(`${start}&${extra}`)).expect(400);
      expect(response.get('Location')).toBeUndefined();
    }
    await expectNothingHappened(room);
  });

  it('says which parameter came twice, and which as a list (RFC 6749 §3.1)', async () => {
    const { visitor } = refusing;

    const twice = await visitor().authorize().query('unknown=a&unknown=b');
    const list = await visitor().authorize({ 'scope[]': 'account' });

    expect(twice.text).toContain('Parameter given more than once: unknown');
    expect(list.text).toContain('Parameter given as a list: scope[]');
  });

  it('I10: takes `response_type=code` twice, as Bitbucket was seen to, and explains why nothing else (contract §1.1)', async () => {
    for (const era of ['legacy', 'current'] as const) {
      const room = openRoom(era);
      const { clientId: id } = room.client();
      const twice = room.path(
        `/site/oauth2/authorize?client_id=${id}&response_type=code&response_type=code`,
      );

      const taken = await room.http.get(twice).expect(303);
      const other = await room.http.get(twice.replace('=code', '=token')).expect(400);
      const state = await room.http.get(`${twice}&state=a&state=a`).expect(400);

      expect(locationOf(taken)).toContain('/_sandbox/sign-in?request=');
      for (const page of [other, state]) expect(page.text).toContain('RFC 6749 §3.1');
    }
  });

  it('tells the client of a missing response_type by a redirect, state echoed (RFC 6749 §4.1.2.1)', async () => {
    const room = refusing;

    const response = await room.visitor().authorize({ response_type: '', state: 's' }).expect(302);

    const { searchParams } = new URL(locationOf(response));
    expect(searchParams.get('error')).toBe('invalid_request');
    expect(searchParams.get('state')).toBe('s');
    expect(response.text).toBe('');
    await expectNothingHappened(room);
  });

  it('refuses response_type=token in current with unsupported_response_type (contract §1.6)', async () => {
    const room = refusing;

    const response = await room.visitor().authorize({ response_type: 'token' }).expect(302);

    expect(new URLSearchParams(new URL(locationOf(response)).hash.slice(1)).get('error')).toBe(
      'unsupported_response_type',
    );
    await expectNothingHappened(room);
  });

  it('S54 refuses each response type to a client without that grant, implicit too (RFC 6749 §4.1.2.1)', async () => {
    const room = openRoom('legacy');
    const machines = room.client('Client for machines only').clientId;
    const people = room.client('Client for people only').clientId;
    const visitor = room.visitor();

    const code = await visitor.authorize({ client_id: machines }).expect(302);
    const token = await visitor
      .authorize({ client_id: people, response_type: 'token' })
      .expect(302);

    expect(locationOf(code)).toContain('?error=unauthorized_client');
    expect(locationOf(token)).toContain('#error=unauthorized_client');
    await expectNothingHappened(room);
  });

  it('answers a GET only: POST gets 405 with Allow (contract §1.1)', async () => {
    const room = refusing;

    const response = await room.http.post(room.path('/site/oauth2/authorize')).expect(405);

    expect(response.get('Allow')).toBe('GET, HEAD');
    await expectNothingHappened(room);
  });
});

describe('Scope of an authorization request (contract §1.1)', () => {
  it('grants all scopes of the client where none is asked for (contract §1.1)', async () => {
    const room = openRoom();
    const code = await room.obtainCode();

    const answer = await room.askToken({ grant_type: 'authorization_code', code }).expect(200);

    expect(answer.body).toMatchObject({
      scope: 'account email repository pullrequest repository:admin repository:delete',
    });
  });

  it('grants a narrower token for a narrower request (contract §1.1)', async () => {
    const room = openRoom();
    const code = await room.obtainCode({ scope: 'repository' });

    const answer = await room.askToken({ grant_type: 'authorization_code', code }).expect(200);

    expect(answer.body).toMatchObject({ scope: 'repository' });
  });

  it.each([
    ['account,email', 'Unknown scope: account,email'],
    ['account nonsense "odd"', 'Unknown scope: nonsense, ?odd?'],
    [
      'team webhook',
      "These requested scopes are beyond the OAuth client's own scopes: team, webhook",
    ],
    ['repository:admin nonsense', 'Unknown scope: nonsense'],
  ])('I3: says of the scope %s by a redirect "%s" (contract §1.1)', async (scope, description) => {
    for (const era of ['legacy', 'current'] as const) {
      const response = await openRoom(era).visitor().authorize({ scope }).expect(302);

      const { searchParams } = new URL(locationOf(response));
      expect(searchParams.get('error')).toBe('invalid_scope');
      expect(searchParams.get('error_description')).toBe(description);
    }
  });

  it.each(['nonsense', 'account nonsense', 'repository:write', 'account%00'])(
    'S55 refuses the unknown or wider scope %s with invalid_scope (RFC 6749 §3.3)',
    async (scope) => {
      const room = refusing;

      const response = await room.visitor().authorize({ scope }).expect(302);

      expect(new URL(locationOf(response)).searchParams.get('error')).toBe('invalid_scope');
      await expectNothingHappened(room);
    },
  );
});
