import { describe, expect, it } from '@jest/globals';
import { tokenOf } from '../support/answers.ts';
import { openRoom } from '../support/room.ts';
import { hiddenFields } from '../support/visitor.ts';

const PATH = '/_sandbox/applications';

describe('What was issued', () => {
  it('is not listed any more once its consent is taken back (contract §1.1)', async () => {
    const room = openRoom();
    const visitor = room.visitor();
    const form = { grant_type: 'authorization_code', code: await visitor.obtainCode() };
    tokenOf(await room.askToken(form));
    const own = tokenOf(await room.askToken({ grant_type: 'client_credentials' }));
    expect(await room.sandbox.grants()).toHaveLength(2);
    expect(await room.sandbox.tokens()).toHaveLength(own.refresh_token ? 4 : 3);

    const { csrf = '' } = hiddenFields(await visitor.agent.get(room.path(PATH)));
    const { clientId: client } = room.client();
    await visitor.post(PATH, { csrf, person: 'ada', client }).expect(303);

    expect((await room.sandbox.grants()).map(({ username }) => username)).toEqual([null]);
    const holders = (await room.sandbox.tokens()).map(({ username }) => username);
    expect(new Set(holders)).toEqual(new Set([null]));
  });
});
