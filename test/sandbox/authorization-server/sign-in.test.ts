import { describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { openRoom } from '../support/room.ts';
import { hiddenFields, locationOf } from '../support/visitor.ts';
import { readHtml, textOf } from '../../support/page.ts';

const PATH = '/_sandbox/sign-in';

function cookieOf(response: Response): string {
  const header: unknown = response.headers['set-cookie'];
  return Array.isArray(header) ? String(header[0]) : '';
}

describe('Sign-in page of the sandbox', () => {
  it('says that it is the sandbox, is not indexed, and names every person and who asks', async () => {
    const room = openRoom();

    const { text } = await room.visitor().arrive();

    const page = readHtml(text);
    expect(page.querySelector('meta[name=robots]')?.getAttribute('content')).toBe('noindex');
    expect(text).toContain('not Bitbucket');
    expect(text).toContain('No real password belongs here');
    expect(text).toContain('OAuth 2.0 grants demo');
    for (const { displayName } of room.sandbox.people) expect(textOf(page)).toContain(displayName);
    for (const { password } of room.sandbox.people) expect(text).not.toContain(password);
  });

  it('keeps the awkward people in a group of their own, markup in a name as text (contract §4.2)', async () => {
    const { text } = await openRoom().visitor().arrive();

    const page = readHtml(text);
    const group = page.querySelector('details')?.remove();
    expect(textOf(group)).toContain('Una Unnamed');
    expect(textOf(group)).toContain('<script>alert("Bobby")</script>');
    expect(textOf(page)).toContain('Ada Example');
    expect(textOf(page)).not.toContain('Una Unnamed');
    expect(text).not.toContain('<script>');
  });

  it('takes name and password', async () => {
    const visitor = openRoom().visitor();
    const page = await visitor.arrive();

    const form = { ...hiddenFields(page), username: 'ada', password: 'lovelace' };
    const answer = await visitor.post(PATH, form).expect(303);

    expect(locationOf(answer)).toContain('/_sandbox/consent?request=');
  });

  it('shows a wrong password as an error, keeps the name and never the password', async () => {
    const room = openRoom();
    const visitor = room.visitor();
    const fields = hiddenFields(await visitor.arrive());

    const form = { ...fields, username: '"><b>ada', password: 'canary-7f3a' };
    const answer = await visitor.post(PATH, form).expect(403);

    const shown = readHtml(answer.text);
    expect(shown.querySelector('[role=alert]')).not.toBeNull();
    expect(shown.querySelector('[name=username]')?.getAttribute('value')).toBe('"><b>ada');
    expect(answer.text).not.toContain('canary-7f3a');
    const consent = await visitor.agent.get(
      room.path(`/_sandbox/consent?request=${fields['request']}`),
    );
    expect(consent.status).toBe(303); // still nobody: back to the sign-in page
  });

  it('answers an unknown name like a wrong password, but for the name', async () => {
    const visitor = openRoom().visitor();
    const fields = hiddenFields(await visitor.arrive());

    const known = await visitor.post(PATH, { ...fields, username: 'ada', password: 'x' });
    const unknown = await visitor.post(PATH, { ...fields, username: 'eve', password: 'x' });
    const empty = await visitor.post(PATH, { ...fields, username: 'eve', password: '' });

    expect(unknown.status).toBe(known.status);
    expect(empty.status).toBe(known.status);
    expect(unknown.text.replace('value="eve"', 'value="ada"')).toBe(known.text);
  });

  it.each([
    ['Sec-Fetch-Site: cross-site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['Sec-Fetch-Site: same-site', { 'Sec-Fetch-Site': 'same-site' }],
    ['a foreign Origin', { Origin: 'https://evil.example' }],
    ['the Origin null', { Origin: 'null' }],
    ['neither of the two headers', {}],
  ])(
    'S13 refuses a form with %s, and nobody is signed in (RFC 6749 §10.12)',
    async (_, headers) => {
      const room = openRoom();
      const visitor = room.visitor();
      const fields = hiddenFields(await visitor.arrive());

      await visitor.agent
        .post(room.path(PATH))
        .set(headers)
        .type('form')
        .send({ ...fields, person: 'ada' })
        .expect(403);

      expect((await visitor.arrive()).text).toContain('Who are you today?');
    },
  );

  it('S13 takes a form with no Fetch-Metadata from its own Origin', async () => {
    const room = openRoom();
    const visitor = room.visitor();
    const fields = hiddenFields(await visitor.arrive());

    await visitor.agent
      .post(room.path(PATH))
      .set('Origin', 'http://localhost:3000')
      .type('form')
      .send({ ...fields, person: 'ada' })
      .expect(303);
  });

  it('S13 refuses a missing token and that of another session, and nobody is signed in', async () => {
    const room = openRoom();
    const visitor = room.visitor();
    const { request = '' } = hiddenFields(await visitor.arrive());
    const { csrf = '' } = hiddenFields(await room.visitor().arrive());

    await visitor.post(PATH, { request, person: 'ada' }).expect(403);
    await visitor.post(PATH, { request, csrf, person: 'ada' }).expect(403);

    expect((await visitor.arrive()).text).toContain('Who are you today?');
  });

  it('S17 gives a new session id at sign-in; the old one is dead and a planted one is nothing', async () => {
    const room = openRoom();
    const planted = 'sandbox_current=planted-by-somebody';
    const url = room.path(
      `/site/oauth2/authorize?client_id=${room.client().clientId}&response_type=code`,
    );

    const first = await room.http.get(url).set('Cookie', planted).expect(303);
    const before = cookieOf(first).split(';')[0] ?? '';
    const page = await room.http.get(locationOf(first)).set('Cookie', before).expect(200);
    const signedIn = await room.http
      .post(room.path(PATH))
      .set({ Cookie: before, 'Sec-Fetch-Site': 'same-origin' })
      .type('form')
      .send({ ...hiddenFields(page), person: 'ada' })
      .expect(303);
    const after = cookieOf(signedIn).split(';')[0] ?? '';

    expect(before).not.toContain('planted');
    expect(after).not.toBe(before);
    await room.http.get(locationOf(signedIn)).set('Cookie', before).expect(400);
    await room.http.get(locationOf(signedIn)).set('Cookie', after).expect(200);
  });

  it.each([
    [
      'http://localhost:3000/sandbox/current',
      /^sandbox_current=[\w-]{43}; Path=\/sandbox\/current; HttpOnly; SameSite=Lax$/,
    ],
    [
      'https://demo.example/sandbox/current',
      /^__Secure-sandbox_current=[\w-]{43}; Path=\/sandbox\/current; HttpOnly; Secure; SameSite=Lax$/,
    ],
    [
      'https://demo.example',
      /^__Host-sandbox_current=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    ],
  ])('S18 sets a cookie with every flag below %s', async (baseUrl, expected) => {
    const room = openRoom('current', { baseUrl });

    const response = await room.visitor().authorize().expect(303);

    expect(cookieOf(response)).toMatch(expected);
  });

  it('forgets a session that was not used for eight hours', async () => {
    const room = openRoom();
    const visitor = room.visitor();
    await visitor.reachConsent();
    expect((await visitor.arrive()).text).toContain('Grant access');

    room.clock.advance('8h');

    expect((await visitor.arrive()).text).toContain('Who are you today?');
  });
});
