/** Where a run stands, in two short sentences. */
import { eraOf } from '../../bitbucket/servers.ts';
import { findMistake } from '../../mistakes/index.ts';
import type { Mistake } from '../../mistakes/mistake.ts';
import { hasPassed, isStranded } from '../../mistakes/outcome.ts';
import type { Draft } from '../../runs/draft.ts';
import { isTokenRefused } from '../../runs/run.ts';
import type { Replay, Run } from '../../runs/run.ts';
import { isEnding } from '../../runs/token-life.ts';
import { failedStep } from './show-flow.ts';
import { stepName } from './step-names.ts';

interface Description {
  readonly state: string;
  readonly more: string;
}

export function describeRun(run: Run, now: number): Description {
  const { waiting, failure } = run;
  if (failure)
    return { state: `${failure.title}.`, more: `At ${stepName(failedStep(run) ?? '')}.` };
  if (isStranded(run)) {
    return {
      state: 'It was sent, and nothing came back.',
      more: 'The server showed a page of its own.',
    };
  }
  const isPassed = hasPassed(run);
  if (waiting) return describeWaiting(waiting, isPassed, findMistake(run.misplaced));
  if (isPassed)
    return { state: 'It did not fail.', more: 'Wrong on purpose, and answered all the same.' };
  return describeOutcome(run, now);
}

/** What it has brought so far, where nothing waits and nothing has failed. */
function describeOutcome(run: Run, now: number): Description {
  const { token, results, previousToken, isInBrowser, isRevoked } = run;
  if (isTokenRefused(run)) {
    return {
      state: 'The API no longer takes this token.',
      more: 'Refresh it, or run the grant again.',
    };
  }
  if (isRevoked)
    return { state: 'The token was revoked.', more: 'Call the API, and see what it says.' };
  if (token && isEnding(token, now)) {
    const isRefreshed = token.refreshToken !== undefined && run.pace === 'through';
    return {
      state: 'The token has run out.',
      more: isRefreshed
        ? 'The next call refreshes it first. The refusal is to be seen step by step.'
        : 'Call the API, and see what it says.',
    };
  }
  if (run.isRenewedByCall) {
    return {
      state: 'The token had run out.',
      more: 'It was refreshed first, then the API called.',
    };
  }
  if (previousToken) return { state: 'The token is new.', more: describeOldToken(run) };
  if (token && results)
    return { state: 'You have an access token.', more: 'The API was called with it.' };
  if (isInBrowser) return { state: 'The token was in that page alone.', more: 'It went with it.' };
  if (token) return { state: 'You have an access token.', more: 'Now see what it opens.' };
  return {
    state: `The browser went to ${run.server.name}.`,
    more: 'What comes back is shown here.',
  };
}

/** A refresh ends no access token; a server may replace the refresh token. RFC 6749 §6 */
function describeOldToken({ server, token, previousToken }: Run): string {
  const ends = eraOf(server.id) ? 'ends at its time' : 'may live out its time';
  const isKept = token?.refreshToken === previousToken?.refreshToken;
  return `The old one ${ends}${isKept ? '; the refresh token stays' : ', its refresh token now'}.`;
}

export function describeReplay({ failure }: Replay): Description {
  return failure
    ? { state: 'C was refused here.', more: 'No request left.' }
    : { state: 'C is about to be read again.', more: 'One mistake is set.' };
}

/**
 * @param isPassed The request before was wrong on purpose, and was answered all the same.
 * @param misplaced It was to be made here, and cannot be.
 */
function describeWaiting(
  waiting: Draft,
  isPassed: boolean,
  misplaced: Mistake | undefined,
): Description {
  const passed = isPassed ? 'What was wrong on purpose did not fail.' : 'It has not left yet.';
  const more = misplaced
    ? `The mistake “${misplaced.name}” has no place here: nothing is wrong on purpose.`
    : passed;
  return {
    state: `Paused before ${stepName(waiting.step)}.`,
    more: waiting.mistake === undefined ? more : 'One mistake is set.',
  };
}
