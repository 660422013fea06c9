/** All mistakes that can be made on purpose: the one table that the menu, the catalogue, the tests and the documentation go by. */
import { sandboxIn } from '../bitbucket/servers.ts';
import type { EraName } from '../statements/eras.ts';
import { apiMistakes } from './api-call.ts';
import { authorizationRequestMistakes } from './authorization-request.ts';
import { callbackMistakes } from './callback.ts';
import type { Mistake } from './mistake.ts';
import { personMistakes } from './person.ts';
import { refreshMistakes } from './refresh.ts';
import { serverMistakes } from './server-trouble.ts';
import { tokenRequestMistakes } from './token-request.ts';
import { kindOf } from './where-possible.ts';
import type { GrantOnOffer } from './where-possible.ts';

export const mistakes: readonly Mistake[] = [
  ...authorizationRequestMistakes,
  ...personMistakes,
  ...callbackMistakes,
  ...tokenRequestMistakes,
  ...apiMistakes,
  ...refreshMistakes,
  ...serverMistakes,
];

export function findMistake(id: string | undefined): Mistake | undefined {
  return mistakes.find((one) => one.id === id);
}

/** Where it is seen to happen: a run that goes on to the step, and waits there with the mistake set. */
export function mistakeAddress(
  { id, isOf }: Mistake,
  era: EraName,
  grants: readonly GrantOnOffer[],
): string {
  const server = sandboxIn(era);
  const grant = grants.find((one) => kindOf(one) === isOf && one.runsOn.includes(server));
  return `/${grant?.slug}/authorize?pace=step&server=${server}&mistake=${id}`;
}
