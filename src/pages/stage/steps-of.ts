/** What can be looked at of a run: the steps of the grant's figure, and what a run can do besides. */
import type { GrantFacts, Step } from '../../grants/facts/grant-facts.ts';
import type { Run } from '../../runs/run.ts';

/** Refreshing is no step of the figure, but one of a run. RFC 6749 §6 */
const REFRESH: Step = {
  letter: 'Refresh',
  from: 'client',
  to: 'authorization-server',
  label: 'Refresh token',
  travels: 'Refresh token',
  title: 'Get a new access token',
  explanation: 'The client trades the refresh token for a new access token, without the person.',
};

/** The API is called as often as somebody likes: a list has more pages than the first. */
const NEXT: Step = {
  letter: 'Next',
  from: 'client',
  to: 'resource-server',
  label: 'The next page',
  travels: 'Bearer token',
  title: 'Follow the next page',
  explanation:
    'A list comes in pages, and each names the address of the one that follows. The client takes that as it is, and builds none.',
};

/** Taking tokens back is no step of the figure either. RFC 7009 */
const REVOKE: Step = {
  letter: 'Revoke',
  from: 'client',
  to: 'authorization-server',
  label: 'Token to revoke',
  travels: 'Take back',
  title: 'Take the tokens back',
  explanation:
    'The client tells the server that it needs the token no more. A refresh token takes along all that came of it.',
};

export function stepsOf(grant: GrantFacts, run: Run | undefined): readonly Step[] {
  const wasRefreshed = run !== undefined && hasExchange(run, 'Refresh'); // it may have cost the tokens
  const canRefresh = run?.token
    ? run.token.refreshToken !== undefined
    : grant.bringsRefreshToken === true;
  const isRevoked = run !== undefined && hasExchange(run, 'Revoke');
  return [
    ...grant.steps,
    ...(run?.furtherPage ? [NEXT] : []),
    ...(wasRefreshed || canRefresh ? [REFRESH] : []),
    ...(isRevoked ? [REVOKE] : []),
  ];
}

function hasExchange({ wire }: Run, letter: string): boolean {
  return wire.exchanges.some(({ step }) => step === letter);
}
