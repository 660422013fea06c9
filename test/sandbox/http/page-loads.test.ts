import { describe, expect, it } from '@jest/globals';
import { openRoom } from '../support/room.ts';
import { locationOf } from '../support/visitor.ts';

const NO_PAGE = [
  ['an image', { 'Sec-Fetch-Dest': 'image' }, 403],
  ['a frame', { 'Sec-Fetch-Dest': 'iframe' }, 403],
  ['a script’s request', { 'Sec-Fetch-Dest': 'empty' }, 403],
  ['a prefetch', { 'Sec-Fetch-Dest': 'document', 'Sec-Purpose': 'prefetch' }, 503],
] as const;

describe('A GET of the authorization server that is no page load', () => {
  it.each(NO_PAGE)(
    'S13 as %s begins no session, keeps no request and decides nothing',
    async (_what, headers, status) => {
      const room = openRoom('current', { approve: 'ada' });

      await room.visitor().authorize().set(headers).expect(status);
      await room.http.get(room.path('/_sandbox/sign-in')).set(headers).expect(status);

      expect(await room.stores.sessions.count()).toBe(0);
      expect(await room.stores.pendingRequests.count()).toBe(0);
      expect(await room.stores.codes.count()).toBe(0);
    },
  );

  it.each(NO_PAGE)(
    'S13 as %s makes no code of a consent that is remembered',
    async (_what, headers, status) => {
      const room = openRoom();
      const visitor = room.visitor();
      await visitor.grant();
      const page = locationOf(await visitor.authorize());

      await visitor.agent.get(page).set(headers).expect(status);
      expect(await room.stores.codes.count()).toBe(1);

      expect(locationOf(await visitor.agent.get(page))).toContain('code=');
    },
  );

  it('S13 as a HEAD changes nothing either', async () => {
    const room = openRoom();
    const visitor = room.visitor();
    const { clientId } = room.client();
    const address = `/site/oauth2/authorize?response_type=code&client_id=${clientId}`;

    const head = await room.http.head(room.path(address)).expect(303);
    expect(locationOf(head)).toBe(room.path('/_sandbox/sign-in'));
    await room.http.head(room.path('/_sandbox/sign-in')).expect(200);
    expect(await room.stores.sessions.count()).toBe(0);
    expect(await room.stores.pendingRequests.count()).toBe(0);

    await visitor.grant();
    const page = locationOf(await visitor.authorize());
    await visitor.agent.head(page).expect(200);
    expect(await room.stores.codes.count()).toBe(1);
  });

  it('is taken from a page of another site, as clients send people there', async () => {
    const headers = { 'Sec-Fetch-Dest': 'document', 'Sec-Fetch-Site': 'cross-site' };

    await openRoom().visitor().authorize().set(headers).expect(303);
  });
});
