/** Access tokens for tests of the API: the consent is decided before it is asked for, so no page is needed. */
import { tokenOf } from './answers.ts';
import type { Room } from './room.ts';
import { locationOf } from './visitor.ts';

export async function obtainAccessToken(
  room: Room,
  { person = 'ada', scope = '', client = room.client() } = {},
): Promise<string> {
  const { clientId } = client;
  room.sandbox.decide({ isGranted: true, username: person, clientId, times: 1 });
  const parameters = { client_id: clientId, ...(scope === '' ? {} : { scope }) };
  const redirect = await room.visitor().authorize(parameters).expect(302);
  const code = new URL(locationOf(redirect)).searchParams.get('code') ?? '';
  const answer = await room.askToken({ grant_type: 'authorization_code', code }, client);
  return tokenOf(answer).access_token;
}
