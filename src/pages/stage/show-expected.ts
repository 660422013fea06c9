/** The calls of the API before they are sent: which of them the scopes of the token open. */
import type { Run } from '../../runs/run.ts';
import { CALLS, showAddress } from '../../scopes/calls.ts';
import { findMissing } from '../../scopes/least-scopes.ts';
import type { MessagePart } from './message-view.ts';

/** Those that `readApiResults` makes. */
const MADE = new Set(['user', 'emails', 'my-workspaces', 'repositories']);

/** @returns Nothing where the server does not say which scopes the token has. */
export function showExpected({ token }: Run): MessagePart[] {
  if (!token || token.scopes.length === 0) return [];
  const rows = CALLS.filter(({ id }) => MADE.has(id)).map((call) => {
    const missing = findMissing(call.scopes, token.scopes);
    const expected = missing.length === 0 ? 'granted' : `not granted: expect a 403`;
    return [showAddress(call), call.scopes.join(', '), expected];
  });
  return [
    {
      kind: 'table',
      caption: 'What will be called',
      columns: ['Call', 'Needs', 'This token'],
      rows,
      hasMore: false,
    },
  ];
}
