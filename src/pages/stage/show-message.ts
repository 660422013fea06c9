/** One message of a run: a form before it is sent, a record afterwards, or an answer, line by line. */
import type { GrantFacts, Step } from '../../grants/facts/grant-facts.ts';
import type { Run } from '../../runs/run.ts';
import type { Exchange } from '../../wire/exchange.ts';
import { ROLES } from '../roles.ts';
import { showAnswer } from './show-answer.ts';
import { showApi, showFurtherPage } from './show-api.ts';
import { showStepAsCode } from './show-as-code.ts';
import { showAsides } from './show-asides.ts';
import { arrangeFailed, foldAsides, linkToVerdict } from './show-failed.ts';
import { showFailure } from './show-failure.ts';
import { exchangeOf, failedStep, recordStep } from './show-flow.ts';
import { explainInBrowser } from './show-in-browser.ts';
import { showMadeMistake } from './show-mistake.ts';
import { showReplay } from './show-replay.ts';
import { showPerson } from './show-person.ts';
import { showRequest } from './show-request.ts';
import type { Coding } from './coding.ts';
import type { Looking } from './looking.ts';
import { showViews } from './show-views.ts';
import { showWire } from './show-wire.ts';
import type { CodePart, MessagePart, MessageView } from './message-view.ts';
import type { ProgramPart } from './program-view.ts';

/** Before anything was begun. */
export function showBeginning(grant: GrantFacts, serverName: string): MessageView {
  return {
    title: grant.summary,
    text: grant.beforeTheRun ?? '',
    views: [],
    parts: [
      {
        kind: 'before',
        start: {
          href: `/${grant.slug}/authorize?pace=step`,
          text: 'Step by step',
          note: `On ${serverName}. You see each message before it leaves.`,
        },
        ahead: showAhead(grant.steps).map(({ letter, from, explanation }) => ({
          letter,
          role: ROLES[from],
          text: explanation,
        })),
      },
    ],
    asides: [],
  };
}

/** @param why It cannot run on bitbucket.org here: a sentence. */
export function showSetUp({ onBitbucket }: GrantFacts, why: string): MessageView {
  const what =
    onBitbucket.status === 'removed' ? 'you see what the server answers today' : 'it runs there';
  return {
    title: 'Run it on bitbucket.org',
    text: `${why} With one of your own, ${what}:`,
    views: [],
    parts: [{ kind: 'set-up' }],
    asides: [],
  };
}

/** What the person will say, what it brings, and what that is good for: three lines at most. */
function showAhead(steps: readonly Step[]): Step[] {
  const [first, ...others] = steps.slice(1).filter(({ from }) => from !== 'authorization-server');
  return first ? [first, ...others.slice(-2)] : [];
}

/** @param step One of the grant's. */
export function showMessage(step: Step, looking: Looking, coding: Coding): MessageView {
  const { run, exchangeId } = looking;
  const exchange = exchangeOf(run, recordStep(step, looking), exchangeId);
  const isWaiting = run.waiting?.step === step.letter;
  const record = isWaiting ? undefined : exchange;
  const views = showViews(step, looking, coding, record, isWaiting);
  const view = views.find(({ isShown }) => isShown)?.name;
  const hasFailed = [failedStep(run), run.failedStep].includes(step.letter);
  const failure = hasFailed ? showFailure(run) : [];
  const explained = view === undefined ? showExplained(step, looking) : [];
  const code = view === 'code' ? showStepAsCode(step, record, looking, coding) : undefined;
  return {
    letter: step.letter,
    role: ROLES[step.from],
    title: titleOf(step, run),
    way: {
      from: ROLES[step.from],
      to: ROLES[step.to],
      channel: channelOf(step, run, exchange),
    },
    text: sayFirst(step, looking, code, failure.length > 0 && !isWaiting),
    views,
    parts: [
      ...(record && view === 'wire' ? showWires(record, looking) : []),
      ...(code ? [code] : []),
      ...(view === undefined
        ? arrangeFailed(failure, explained)
        : linkToVerdict(failure, run, step.letter)),
    ],
    asides:
      view === undefined
        ? foldAsides(
            failure,
            explained,
            showAsides(explained, record, step.from !== 'client', looking),
          )
        : [],
  };
}

function sayFirst(
  step: Step,
  looking: Looking,
  code: ProgramPart | CodePart | undefined,
  hasFailed: boolean,
): string {
  if (hasFailed) return '';
  return code?.kind === 'program' ? code.text : textOf(step, looking);
}

/** What a person must know who is about to type something in comes first. */
function textOf({ letter, explanation }: Step, { grant, run, call }: Looking): string {
  if (call) return 'Pick a call. Those that the token cannot do are marked before you send them.';
  const isForm = run.waiting?.endpoint === 'form' && run.waiting.step === letter;
  return isForm && grant.beforeTheRun !== undefined ? grant.beforeTheRun : explanation;
}

/** All of its step, or the one that is asked for. */
function showWires({ step }: Exchange, looking: Looking): MessagePart[] {
  const { run, exchangeId } = looking;
  const shown = run.wire.exchanges
    .filter((one) => one.step === step && (exchangeId === undefined || one.id === exchangeId))
    .flatMap((one) => showWire(one, looking));
  const dropped = exchangeId === undefined ? run.wire.dropped[step] : undefined;
  return dropped === undefined ? shown : [showDropped(dropped), ...shown];
}

function showDropped(count: number): MessagePart {
  const what = count === 1 ? '1 earlier exchange' : `${count} earlier exchanges`;
  return {
    kind: 'status',
    tone: 'neutral',
    title: `${what} of this step ${count === 1 ? 'was' : 'were'} dropped.`,
    more: [],
  };
}

function showExplained(step: Step, looking: Looking): MessagePart[] {
  return [...showMadeMistake(looking.run, step.letter), ...explain(step, looking)];
}

function explain(step: Step, looking: Looking): MessagePart[] {
  const { run } = looking;
  if (step.letter === 'C') {
    const replay = showReplay(looking);
    if (replay) return replay;
  }
  const inBrowser = explainInBrowser(step, looking);
  if (inBrowser) return inBrowser;
  if (step.letter === 'API') return showApi(looking);
  if (step.letter === 'Next') return showFurtherPage(looking);
  const isOurs = step.from === 'client' || hasDraft(run, step.letter);
  if (isOurs) return showRequest(step.letter, looking);
  if (step.from === 'authorization-server') return showAnswer(recordStep(step, looking), looking);
  return showPerson(run, step);
}

/** A person's form is one of ours. */
function hasDraft({ waiting, sent }: Run, letter: string): boolean {
  return waiting?.step === letter || sent.some(({ step }) => step === letter);
}

function titleOf(step: Step, run: Run): string {
  const title = step.title ?? step.label;
  if (run.failedStep !== step.letter) return title;
  return run.failure?.code === 'access_denied' ? 'The browser comes back with a no' : title;
}

/** How it travels: by way of the browser, or from server to server. */
function channelOf({ from, to }: Step, run: Run, exchange: Exchange | undefined): string {
  if (from === 'resource-owner' || to === 'resource-owner') return 'in your browser';
  if (exchange?.channel === 'front') return 'front channel: your browser carried it';
  if (exchange?.durationMs !== undefined) {
    return `back channel, ${Math.max(1, Math.round(exchange.durationMs))} ms`;
  }
  if (run.waiting?.endpoint === 'authorization') return 'front channel: your browser will carry it';
  return 'back channel: no browser takes part';
}
