import { describe, expect, it } from '@jest/globals';
import { tokenOf } from '../support/answers.ts';
import { type Room, openRoom } from '../support/room.ts';
import { type Visitor, hiddenFields, locationOf } from '../support/visitor.ts';
import { readHtml } from '../../support/page.ts';

const PATH = '/_sandbox/applications';

/** In a browser that has never been here. */
async function openApplications(room: Room, person: string) {
  const visitor = room.visitor();
  const signIn = await visitor.agent.get(room.path('/_sandbox/sign-in')).expect(200);
  const page = await visitor.signIn(signIn, person);
  return { visitor, page, clients: readHtml(page.text).querySelectorAll('[name=client]') };
}

async function redeem(room: Room, location: string): Promise<string> {
  const code = new URL(location).searchParams.get('code') ?? '';
  const answer = await room.askToken({ grant_type: 'authorization_code', code });
  return tokenOf(answer).access_token;
}

async function takeBack(room: Room, person: string): Promise<void> {
  const { visitor, page } = await openApplications(room, person);
  const form = { ...hiddenFields(page), person, client: room.client().clientId };
  await visitor.post(PATH, form).expect(303);
}

/** Without a page: a decision waits. */
async function authorize(visitor: Visitor): Promise<string> {
  return locationOf(await visitor.authorize().expect(302));
}

describe('A consent in a sandbox of one’s own is a person’s, in every browser (contract §1.1)', () => {
  it.each([
    ['for the next request', {}],
    ['for every request, with approve', { approve: 'bruno' }],
  ] as const)(
    'stands on the page of whoever was said to approve %s, and is taken back there (contract §1.4)',
    async (_when, options) => {
      const room = openRoom('current', options);
      if (!('approve' in options)) {
        room.sandbox.decide({ isGranted: true, username: 'bruno', times: 1 });
      }
      const token = await redeem(room, await authorize(room.visitor()));

      expect((await openApplications(room, 'bruno')).clients).toHaveLength(1);
      expect((await openApplications(room, 'ada')).clients).toHaveLength(0);
      await room.askApi('/2.0/user', token).expect(200);
      await takeBack(room, 'bruno');

      await room.askApi('/2.0/user', token).expect(401);
      expect((await openApplications(room, 'bruno')).clients).toHaveLength(0);
    },
  );

  it('is not asked for again in a second browser, and its end ends the tokens of both (contract §1.4)', async () => {
    const room = openRoom();
    const one = await redeem(room, (await room.visitor().grant()).href);
    const page = await room.visitor().reachConsent();
    const other = await redeem(room, locationOf(page));

    await takeBack(room, 'ada');

    expect(page.status).toBe(302);
    await room.askApi('/2.0/user', one).expect(401);
    await room.askApi('/2.0/user', other).expect(401);
    expect((await room.visitor().reachConsent()).text).toContain('Grant access');
  });

  it('is another person’s question: bruno is asked after ada has agreed', async () => {
    const room = openRoom();
    await room.visitor().grant();

    expect((await room.visitor().reachConsent({}, 'bruno')).text).toContain('Grant access');
  });
});
