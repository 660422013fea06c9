/** What goes wrong where a refresh token is traded. RFC 6749 §6 */
import { refreshRequest, secret } from '../runs/draft.ts';
import { change } from './edits.ts';
import { inBothEras } from './mistake.ts';
import type { Mistake, Scene } from './mistake.ts';

const used = change('refresh_token', secret('refresh-token', 'used'), 'one that was used');

export const refreshMistakes: readonly Mistake[] = [
  {
    id: 'used-refresh-token',
    step: 'Refresh',
    name: 'A used token, at once',
    brings: inBothEras('none'), // current: within the grace; legacy: it stays the same
    edit: used,
    before: refreshFirst,
    note: 'The token is used once before.',
    statement: 'refresh-grace',
  },
  {
    id: 'used-refresh-token-late',
    step: 'Refresh',
    name: 'A used token, eleven minutes later',
    brings: { current: 'refresh-token-refused', legacy: 'none' },
    edit: used,
    before: refreshFirst,
    passes: '11 minutes',
    note: 'The token is used once before, and eleven minutes pass.',
    statement: 'refresh-grace',
  },
  {
    id: 'unused-refresh-token',
    step: 'Refresh',
    name: 'A token that lay unused for three months',
    brings: { current: 'refresh-token-refused', legacy: 'none' },
    edit: change('refresh_token', secret('refresh-token', 'old'), 'three months old'),
    passes: '91 days',
    note: 'Three months pass first, by your clock of the sandbox.',
    mend: 'new run',
  },
  {
    id: 'refresh-by-another-client',
    step: 'Refresh',
    name: 'Another client',
    brings: inBothEras('refresh-token-refused'),
    edit: change(
      'Authorization',
      { ...secret('client-authentication'), of: 'another' },
      'those of another consumer',
    ),
  },
];

async function refreshFirst({ send }: Scene): Promise<void> {
  await send(refreshRequest());
}
