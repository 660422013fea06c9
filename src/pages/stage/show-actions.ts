/** What just happened, and what can be done next: one thing first. */
import { randomUUID } from 'node:crypto';
import type { GrantFacts, Step } from '../../grants/facts/grant-facts.ts';
import type { Draft } from '../../runs/draft.ts';
import { FORM_MARK } from '../../runs/session-renewal.ts';
import { isTokenRefused, stagePath } from '../../runs/run.ts';
import type { Run } from '../../runs/run.ts';
import type { Mistake } from '../../mistakes/mistake.ts';
import { isStranded } from '../../mistakes/outcome.ts';
import { startOf } from './share-link.ts';
import type { Shared } from './share-link.ts';
import { mendingOf, showMistakes } from './show-mistake.ts';
import { describeReplay, describeRun } from './describe-run.ts';
import { describeCalls } from './show-calls-of-run.ts';
import { chosenCall } from './show-explorer.ts';
import { stepName } from './step-names.ts';
import type { ActionsView } from './stage-view.ts';

interface Standing {
  readonly grant: GrantFacts;
  readonly run: Run | undefined;
  readonly shared: Shared | undefined;
  /** By the clock of the server that issued its token. */
  readonly now: number;
  /** That can be made in the message on purpose. */
  readonly mistakes: readonly Mistake[];
  readonly view: string | undefined;
  /** Where to read the program of the grant, if there is one. */
  readonly code: string | undefined;
  /** Of the API explorer: the ids of the call that is chosen, and of the exchange that is shown. */
  readonly call: string | undefined;
  readonly exchangeId: string | undefined;
}

export function showActions(
  standing: Standing,
  step: Step | undefined,
  steps: readonly Step[],
): ActionsView {
  const { grant, run, now, mistakes, call, exchangeId } = standing;
  if (!run || !step) return showBeforeRun(standing);
  const earlier = steps[steps.indexOf(step) - 1];
  const isExploring = chosenCall(run, step.letter, call) !== undefined;
  const start = `/${grant.slug}/authorize`;
  return {
    ...(step.letter === 'C' && run.replay ? describeReplay(run.replay) : describeRun(run, now)),
    ...(earlier && {
      back: { href: stagePath(run, earlier.letter), text: `Back to ${earlier.letter}` },
    }),
    ...(isExploring
      ? { ...describeCalls(run, exchangeId), next: { kind: 'explore', text: 'Send the call' } }
      : nextOf(run, step, start)),
    hidden: [
      { name: 'run', value: String(run.number) },
      { name: 'step', value: step.letter },
      ...(run.waiting ? hiddenOf(run.waiting) : []),
    ],
    ...(isBad(run, step) && { isBad: true }),
    // A mistake is made in the calls that follow the token, and not in one that was chosen.
    ...(!isExploring && showMistakes(run, mistakes, step.letter)),
    canRunToEnd: run.waiting !== undefined,
    others:
      run.waiting || isExploring
        ? []
        : [
            { href: `${start}?server=${run.server.id}&pace=step`, text: 'Step by step' },
            { href: `${start}?server=${run.server.id}&pace=through`, text: 'Run it again' },
          ],
  };
}

/** Of a shared link, too: then one begins with what it is about. */
function showBeforeRun({ grant, shared, view, code }: Standing): ActionsView {
  const start = `/${grant.slug}/authorize`;
  const byStep = { href: `${start}?pace=step`, text: 'Step by step' };
  const toCode = code !== undefined && view !== 'code' ? [{ href: code, text: 'Code' }] : [];
  return {
    state: 'Nothing has run yet.',
    more: '',
    next: { kind: 'link', ...(shared ? startOf(grant, shared) : byStep) },
    hidden: [],
    canRunToEnd: false,
    others: shared ? [] : [{ href: `${start}?pace=through`, text: 'Run it' }, ...toCode],
  };
}

function isBad(run: Run, { letter }: Step): boolean {
  if (run.failure || isTokenRefused(run) || isStranded(run)) return true;
  return letter === 'C' && run.replay?.failure !== undefined;
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
