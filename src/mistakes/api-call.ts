/** What goes wrong where a token is used. One call is made in the place of those that the page shows. RFC 6750 §2, §3.1 */
import { secret } from '../runs/draft.ts';
import { add, all, change, leaveOut } from './edits.ts';
import { inBothEras } from './mistake.ts';
import type { Mistake, Scene } from './mistake.ts';

/** A webhook is read with a scope that the client of this app does not have. */
const HOOKS = '/repositories/analytical-engines/difference-engine/hooks';

export const apiMistakes: readonly Mistake[] = [
  {
    id: 'token-in-query',
    step: 'API',
    name: 'The token in the query',
    brings: { current: 'token-in-query', legacy: 'none' },
    edit: all(
      leaveOut('Authorization', 'nothing in the header'),
      add('access_token', secret('access-token'), 'in the address, where every log has it'),
    ),
  },
  {
    id: 'lower-case-bearer',
    step: 'API',
    name: 'bearer in small letters',
    brings: inBothEras('lower-case-bearer'),
    edit: change(
      'Authorization',
      secret('access-token', 'lower-case'),
      'bearer, as token_type spells it',
    ),
  },
  {
    id: 'expired-token',
    step: 'API',
    name: 'An expired token',
    brings: inBothEras('token-expired'),
    edit: change('Authorization', secret('access-token', 'old'), 'more than two hours old'),
    passes: '121 minutes',
    note: 'Two hours pass first, by your clock of the sandbox.',
    mend: 'refresh',
  },
  {
    id: 'revoked-token',
    step: 'API',
    name: 'A token that the person took back',
    brings: inBothEras('token-revoked'),
    edit: change('Authorization', secret('access-token', 'withdrawn'), 'taken back'),
    before: takeGrantBack,
    note: 'The person goes to “Authorized applications” first, and takes the consent back.',
    mend: 'new run',
  },
  {
    id: 'scope-not-granted',
    step: 'API',
    name: 'A call without its scope',
    brings: inBothEras('scope-missing'),
    edit: (draft) => ({ ...draft, path: HOOKS }),
    note: 'The webhooks of a repository are asked for, and the token lacks webhook.',
  },
  {
    id: 'removed-address',
    step: 'API',
    name: 'An address that was removed in 2026',
    brings: { current: 'list-removed', legacy: 'none' },
    edit: (draft) => ({ ...draft, path: '/workspaces' }),
    note: 'The list of all workspaces is asked for, which went in April 2026.',
  },
  {
    id: 'foreign-token',
    step: 'API',
    name: 'A token of the other era',
    brings: inBothEras('token-expired'),
    edit: change('Authorization', secret('access-token', 'foreign'), 'issued by the other era'),
    before: fetchForeignToken,
    note: 'The other era issues a token first, for client credentials.',
  },
];

/** Of the client's own doing nothing is the person's to take back, but the answer is the same. */
async function takeGrantBack({ run, sandbox }: Scene): Promise<void> {
  await sandbox.withdrawGrant(run.token?.accessToken ?? '');
}

async function fetchForeignToken({ run, foreign, tokens, draft }: Scene): Promise<void> {
  if (!foreign) return;
  const form = { grant_type: 'client_credentials' };
  const token = await tokens.requestToken(foreign, form, run.wire, draft.step);
  run.secrets['foreign-token'] = token.accessToken;
}
