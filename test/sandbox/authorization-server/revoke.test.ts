import { describe, expect, it } from '@jest/globals';
import { type TokenAnswer, tokenOf } from '../support/answers.ts';
import { type Room, openRoom } from '../support/room.ts';

async function obtain(room: Room): Promise<TokenAnswer> {
  const code = await room.obtainCode();
  return tokenOf(await room.askToken({ grant_type: 'authorization_code', code }));
}

function revoke(room: Room, token: string, client = room.client()) {
  return room.http
    .post(room.path('/site/oauth2/revoke'))
    .auth(client.clientId, client.clientSecret)
    .type('form')
    .send({ token });
}

describe('Revocation (contract §1.2, RFC 7009)', () => {
  it('S59 answers 200 with an empty body, and a refresh token takes its access tokens along (contract §1.2)', async () => {
    const room = openRoom();
    const token = await obtain(room);

    const response = await revoke(room, token.refresh_token).expect(200);

    expect(response.text).toBe('');
    await room.askApi('/2.0/user', token.access_token).expect(401);
    await room
      .askToken({ grant_type: 'refresh_token', refresh_token: token.refresh_token })
      .expect(400);
  });

  it('revokes an access token alone (RFC 7009 §2.1)', async () => {
    const room = openRoom();
    const token = await obtain(room);

    await revoke(room, token.access_token).expect(200);

    await room.askApi('/2.0/user', token.access_token).expect(401);
    await room
      .askToken({ grant_type: 'refresh_token', refresh_token: token.refresh_token })
      .expect(200);
  });

  it('S59 answers 200 for an unknown token, and keeps that of another client (RFC 7009 §2.1, §2.2)', async () => {
    const room = openRoom();
    const token = await obtain(room);

    await revoke(room, 'nonsense').expect(200);
    await revoke(room, token.access_token, room.client('Another')).expect(200);
    await revoke(room, token.refresh_token, room.client('Another')).expect(200);

    await room.askApi('/2.0/user', token.access_token).expect(200);
  });

  it('wants "Basic client auth", takes form fields as well, and refuses a client that shows neither (contract §1.2)', async () => {
    const room = openRoom();
    const { access_token: token } = await obtain(room);
    const { clientId, clientSecret } = room.client();
    const post = (form: object) =>
      room.http.post(room.path('/site/oauth2/revoke')).type('form').send(form);

    const refused = await post({ token, client_id: clientId }).expect(400);
    await room.askApi('/2.0/user', token).expect(200);
    await post({ token, client_id: clientId, client_secret: clientSecret }).expect(200);

    expect(refused.body).toMatchObject({ error: 'invalid_request' });
    await room.askApi('/2.0/user', token).expect(401);
  });

  it('refuses a client with a wrong secret, and the token lives (contract §1.6)', async () => {
    const room = openRoom();
    const token = await obtain(room);

    await revoke(room, token.access_token, { ...room.client(), clientSecret: 'x' }).expect(400);

    await room.askApi('/2.0/user', token.access_token).expect(200);
  });
});
