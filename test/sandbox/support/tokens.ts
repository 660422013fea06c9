/** Access tokens for tests of the API. */
import { tokenOf } from './answers.ts';
import type { Room } from './room.ts';

export async function obtainAccessToken(
  room: Room,
  { person = 'ada', scope = '' } = {},
): Promise<string> {
  const parameters = scope === '' ? {} : { scope };
  const code = await room.visitor().obtainCode(parameters, person);
  return tokenOf(await room.askToken({ grant_type: 'authorization_code', code })).access_token;
}
