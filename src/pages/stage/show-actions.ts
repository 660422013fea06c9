/** What just happened, and what can be done next: one thing first. */
import { randomUUID } from 'node:crypto';
import type { GrantFacts, Step } from '../../grants/facts/grant-facts.ts';
import type { Draft } from '../../runs/draft.ts';
import { FORM_MARK } from '../../runs/session-renewal.ts';
import { isTokenRefused, isUnanswered, stagePath } from '../../runs/run.ts';
import type { Replay, Run } from '../../runs/run.ts';
import { findMistake } from '../../mistakes/index.ts';
import type { Mistake } from '../../mistakes/mistake.ts';
import { isStranded, madeMistake } from '../../mistakes/outcome.ts';
import { mendingOf, showMistakes } from './show-mistake.ts';
import { isEnding } from '../token-life.ts';
import { failedStep } from './show-flow.ts';
import { stepName } from './step-names.ts';
import type { ActionsView } from './stage-view.ts';

interface Standing {
  readonly grant: GrantFacts;
  readonly run: Run | undefined;
  /** By the clock of the server that issued its token. */
  readonly now: number;
  /** That can be made in the message on purpose. */
  readonly mistakes: readonly Mistake[];
}

export function showActions(
  { grant, run, now, mistakes }: Standing,
  step: Step | undefined,
  steps: readonly Step[],
): ActionsView {
  const start = `/${grant.slug}/authorize`;
  if (!run || !step) {
    return {
      state: 'Nothing has run yet.',
      more: '',
      next: { kind: 'link', href: `${start}?pace=step`, text: 'Step by step' },
      hidden: [],
      canRunToEnd: false,
      others: [{ href: `${start}?pace=through`, text: 'Run it' }],
    };
  }
  const earlier = steps[steps.indexOf(step) - 1];
  return {
    ...(step.letter === 'C' && run.replay ? describeReplay(run.replay) : describe(run, now)),
    ...(earlier && {
      back: { href: stagePath(run, earlier.letter), text: `Back to ${earlier.letter}` },
    }),
    ...nextOf(run, step, start),
    hidden: [
      { name: 'run', value: String(run.number) },
      { name: 'step', value: step.letter },
      ...(run.waiting ? hiddenOf(run.waiting) : []),
    ],
    ...((run.failure ||
      isTokenRefused(run) ||
      isStranded(run) ||
      (step.letter === 'C' && run.replay?.failure)) && {
      isBad: true,
    }),
    ...showMistakes(run, mistakes, step.letter),
    canRunToEnd: run.waiting !== undefined,
    others: run.waiting
      ? []
      : [
          { href: `${start}?server=${run.server.id}&pace=step`, text: 'New run, step by step' },
          { href: `${start}?server=${run.server.id}&pace=through`, text: 'Run it again' },
        ],
  };
}

/** Which request is to be sent, and the mark of this very form: a second click is told by it from anybody else's. */
function hiddenOf({ step }: Draft): ActionsView['hidden'] {
  return [
    { name: 'waiting', value: step },
    { name: FORM_MARK, value: randomUUID() },
  ];
}

/** Where it cannot be run as asked for. */
export function showSetUpActions({ slug }: GrantFacts): ActionsView {
  return {
    state: 'It does not run there yet.',
    more: '',
    hidden: [],
    next: {
      kind: 'link',
      href: `/${slug}/authorize?pace=step`,
      text: 'Meanwhile, on the sandbox',
    },
    canRunToEnd: false,
    others: [],
  };
}

function describe(run: Run, now: number): { state: string; more: string } {
  const { waiting, failure, token, results, previousToken, isInBrowser, isRevoked } = run;
  if (failure)
    return { state: `${failure.title}.`, more: `At ${stepName(failedStep(run) ?? '')}.` };
  if (isStranded(run)) {
    return {
      state: 'It was sent, and nothing came back.',
      more: 'The server showed a page of its own.',
    };
  }
  const hasPassed = madeMistake(run) !== undefined && !isUnanswered(run);
  if (waiting) return describeWaiting(waiting, hasPassed, findMistake(run.misplaced));
  if (hasPassed)
    return { state: 'It did not fail.', more: 'Wrong on purpose, and answered all the same.' };
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
  if (previousToken)
    return { state: 'The token is new.', more: 'The one before is of no use now.' };
  if (token && results)
    return { state: 'You have an access token.', more: 'The API was called with it.' };
  if (isInBrowser) return { state: 'The token was in that page alone.', more: 'It went with it.' };
  if (token) return { state: 'You have an access token.', more: 'Now see what it opens.' };
  return {
    state: `The browser went to ${run.server.name}.`,
    more: 'What comes back is shown here.',
  };
}

function describeReplay({ failure }: Replay): { state: string; more: string } {
  return failure
    ? { state: 'C was refused here.', more: 'No request left.' }
    : { state: 'C is about to be read again.', more: 'One mistake is set.' };
}

/**
 * @param hasPassed The request before was wrong on purpose, and was answered all the same.
 * @param misplaced It was to be made here, and cannot be.
 */
function describeWaiting(
  waiting: Draft,
  hasPassed: boolean,
  misplaced: Mistake | undefined,
): { state: string; more: string } {
  const passed = hasPassed ? 'What was wrong on purpose did not fail.' : 'It has not left yet.';
  const more = misplaced
    ? `The mistake “${misplaced.name}” has no place here: nothing is wrong on purpose.`
    : passed;
  return {
    state: `Paused before ${stepName(waiting.step)}.`,
    more: waiting.mistake === undefined ? more : 'One mistake is set.',
  };
}

/** The answer that was recorded is read once more; then the run goes on from the one that was real. */
function replayNext(run: Run): NonNullable<ActionsView['next']> {
  return run.replay?.failure
    ? { kind: 'post', action: `/${run.grantSlug}/break`, text: 'Take the real answer' }
    : { kind: 'post', action: `/${run.grantSlug}/replay`, text: 'Replay C' };
}

/** On the step that waits, its button; elsewhere, the way there. */
function nextOf(run: Run, step: Step, start: string): Pick<ActionsView, 'next'> {
  if (step.letter === 'C' && run.replay) return { next: replayNext(run) };
  const { waiting, failure } = run;
  if (waiting?.step === step.letter)
    return { next: { kind: 'send', text: `Send ${stepName(step.letter)}` } };
  if (waiting) {
    return {
      next: {
        kind: 'link',
        href: stagePath(run, waiting.step),
        text:
          failure && waiting.endpoint === 'form'
            ? (failure.action ?? 'Try again')
            : `Next: ${stepName(waiting.step)}`,
      },
    };
  }
  if (failure || isStranded(run)) {
    const mending = mendingOf(run, start);
    if (mending) return { next: mending };
    return {
      next: {
        kind: 'link',
        href: `${start}?server=${run.server.id}`,
        text: failure?.action ?? 'Try again',
      },
    };
  }
  return run.token
    ? { next: { kind: 'post', action: `/${run.grantSlug}/call`, text: 'Call the API again' } }
    : {};
}
