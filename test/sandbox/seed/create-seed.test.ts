import { describe, expect, it } from '@jest/globals';
import { eras } from '../../../src/sandbox/eras.ts';
import { createSeed } from '../../../src/sandbox/index.ts';
import { CALLBACK, openRoom } from '../support/room.ts';

describe('A sandbox that strangers share', () => {
  it.each(['current', 'legacy'] as const)(
    'S60 leads nobody elsewhere in %s: it knows the clients that come back to the app, or nowhere, and no other (RFC 9700 §4.11.2)',
    async (era) => {
      const room = openRoom(era, { isShared: true });

      const led = await Promise.all(
        createSeed(eras[era], CALLBACK).clients.map(async ({ clientId, name }) => {
          const answer = await room.visitor().authorize({ client_id: clientId, scope: 'nonsense' });
          return [name, answer.status, answer.get('Location')?.split('?')[0]];
        }),
      );

      expect(led).toEqual([
        ['OAuth 2.0 grants demo', 302, CALLBACK],
        ['Another client', 400, undefined],
        ['Client without a callback', 400, undefined],
        ['Public client on a loopback address', 400, undefined],
        ['Public client', 302, CALLBACK],
        ['Client for machines only', 400, undefined],
        ['Client for people only', 400, undefined],
        ['Client that writes', 302, CALLBACK],
        ['Program on your machine', 400, undefined],
      ]);
    },
  );

  it('has all of them where it is one person’s own', () => {
    expect(openRoom().sandbox.clients).toHaveLength(9);
    expect(openRoom('current', { isShared: true }).sandbox.clients).toHaveLength(4);
  });

  it('S60 knows the client for programs where all who share it sit at this machine, and no other that leads there', () => {
    const { clients } = openRoom('current', { isShared: true, isOnOwnMachine: true }).sandbox;

    expect(clients.map(({ callbackUrl }) => callbackUrl)).toEqual([
      CALLBACK,
      '',
      CALLBACK,
      CALLBACK,
      'http://127.0.0.1/oauth-callback',
    ]);
  });
});
