/** Access tokens for tests of the API. */
import { tokenOf } from './answers.ts';
import type { Room } from './room.ts';

export async function obtainAccessToken(
  room: Room,
  { person = 'ada', scope = '', client = room.client() } = {},
): Promise<string> {
  const parameters = { client_id: client.clientId, ...(scope === '' ? {} : { scope }) };
  const code = await room.obtainCode(parameters, person);
  const answer = await room.askToken({ grant_type: 'authorization_code', code }, client);
  return tokenOf(answer).access_token;
}
