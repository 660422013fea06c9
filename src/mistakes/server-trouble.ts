/** The server’s own trouble: what a client must cope with, and has no part in. The faults of the sandbox’s page. */
import type { Draft } from '../runs/draft.ts';
import { KINDS } from './fault-choices.ts';
import type { FaultKind } from './fault-choices.ts';
import { inBothEras } from './mistake.ts';
import type { Mistake, Outcome, Scene } from './mistake.ts';

/** A call of the API is tried three times: what lies beyond is taken back. */
const MOST_TRIES = 3;

const BRINGS: Readonly<Record<FaultKind['id'], Outcome>> = {
  slow: 'none',
  hang: 'timeout',
  reset: 'connection-interrupted',
  truncated: 'connection-interrupted',
  '429-wait': 'rate-limited',
  '429': 'rate-limited',
  '500': 'server-error',
  '503': 'server-error',
  html: 'answer-not-json',
  'malformed-json': 'answer-not-json',
  empty: 'answer-not-json',
  huge: 'answer-too-large',
  redirect: 'token-endpoint-redirects',
  'expired-token': 'token-expired',
  'long-token': 'none',
  'missing-field': 'token-answer-unusable',
};

/** Each status has words of its own. */
const WORDS: Readonly<Partial<Record<FaultKind['id'], string>>> = {
  '500': 'Something went wrong',
  '503': 'Service unavailable',
};

/** The true answer is made, and then spoilt. */
const CARRIED_OUT: ReadonlySet<FaultKind['id']> = new Set(['truncated', 'missing-field']);

export const serverMistakes: readonly Mistake[] = KINDS.map(({ id, label, order }) => ({
  id: `fault-${id}`,
  step: 'server',
  name: label,
  brings: inBothEras(BRINGS[id]),
  ...(WORDS[id] !== undefined && { words: WORDS[id] }),
  edit: (draft) => (hasSense(id, draft) ? draft : undefined),
  before: async ({ sandbox, draft, mark }: Scene) => {
    const endpoint = draft.endpoint === 'api' ? 'api' : 'token';
    const aim = { endpoint, visitor: mark, times: MOST_TRIES };
    const { id: fault } = await sandbox.faults.set({ ...order, ...aim });
    return () => sandbox.faults.clear({ visitor: mark, id: fault });
  },
  note: 'The server is in trouble when the request arrives.',
  ...(CARRIED_OUT.has(id) && { isCarriedOut: true }),
}));

/** Of what a token endpoint answers, or what is brought to the API. */
function hasSense(id: FaultKind['id'], { endpoint }: Draft): boolean {
  if (id === 'expired-token') return endpoint === 'api';
  return endpoint === 'token' || !['long-token', 'missing-field'].includes(id);
}
