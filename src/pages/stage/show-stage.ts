/** The stage of a grant, ready for its templates: a run, and the step that is looked at. */
import type { Server } from '../../bitbucket/servers.ts';
import type { GrantFacts, Step } from '../../grants/facts/grant-facts.ts';
import type { Typed } from '../../explorer/read-call.ts';
import type { Run } from '../../runs/run.ts';
import type { Mistake } from '../../mistakes/mistake.ts';
import { isStranded } from '../../mistakes/outcome.ts';
import {
  isCallRefused,
  isRevealable,
  isTokenRefused,
  secretsOf,
  sentValue,
  stagePath,
  whereItStands,
} from '../../runs/run.ts';
import { spellingsOf } from '../../wire/find-secrets.ts';
import { showHead } from '../show-head.ts';
import { showTime } from '../show-moment.ts';
import { showClock } from './show-clock.ts';
import { addressOf } from './address-of.ts';
import type { Coding } from './coding.ts';
import { showCallLines } from './show-calls-of-run.ts';
import { chosenCall } from './show-explorer.ts';
import type { Looking } from './looking.ts';
import { findCode, keepCode, showCodeBefore } from './show-code-before.ts';
import { compareFlow, showComparison } from './show-comparison.ts';
import { showActions, showSetUpActions } from './show-actions.ts';
import { failedStep, showFlow } from './show-flow.ts';
import { shortName, showPeople, showServers } from './show-menus.ts';
import type { Missing } from './show-menus.ts';
import { showBeginning, showMessage, showSetUp } from './show-message.ts';
import { stepName } from './step-names.ts';
import { stepsOf } from './steps-of.ts';
import { showShared } from './show-shared.ts';
import type { Shared } from './share-link.ts';
import { showTakeAlongMenu } from './show-take-along.ts';
import { showTokenBar } from './show-token-bar.ts';
import type { FlowView, RunLine, StageView } from './stage-view.ts';

export interface Staging {
  readonly grant: GrantFacts;
  readonly run: Run | undefined;
  /** What a link is about that somebody has shared; no run then. */
  readonly shared: Shared | undefined;
  /** Another one, to be laid beside it. */
  readonly compared: Run | undefined;
  /** The newest first. */
  readonly runs: readonly Run[];
  readonly servers: readonly Server[];
  readonly step: string | undefined;
  readonly view: string | undefined;
  readonly exchangeId: string | undefined;
  /** Of the API explorer: the id of a call, how its answer is shown, what was typed and cannot be sent. */
  readonly call: string | undefined;
  readonly as: string | undefined;
  readonly typed: Typed | undefined;
  readonly revealed: string | undefined;
  /** That can be made in the message on purpose. */
  readonly mistakes: readonly Mistake[];
  /** Who is to sign in at the sandbox, where that was chosen: a user name. */
  readonly person: string | undefined;
  /** bitbucket.org, where the grant could run, but not here. */
  readonly missing: Missing | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly coding: Coding;
}

export function showStage(staging: Staging): StageView {
  const { grant, run, servers, now, revealed } = staging;
  const steps = stepsOf(grant, run);
  const step = run && (steps.find(({ letter }) => letter === staging.step) ?? steps[0]);
  const isSetUp = staging.missing?.isAskedFor === true;
  const chosen = isSetUp ? undefined : (run?.server ?? staging.shared?.server ?? servers[0]);
  const people = showPeople(grant, chosen, staging.person);
  const clock = showClock(chosen, now);
  const { message, flow } = showMiddle(staging, steps, step);
  return {
    pageTitle: `${markOf(run, step?.letter)}${message.title} · ${grant.title}`,
    grant: showHead(grant),
    servers: showServers(grant, servers, chosen, staging.missing),
    ...(people && { people }),
    ...(clock && { clock }),
    ...(run?.token && {
      token: {
        ...showTokenBar(run, run.token, now, revealed),
        ...(clock && { later: { value: '2 hours', text: '+ 2 h' } }),
      },
    }),
    flow,
    ...(run && chosenCall(run, step?.letter, staging.call)
      ? { calls: showCallLines(run, staging.exchangeId), runs: [] }
      : { runs: staging.runs.map((one) => showRunLine(one, run, step)) }),
    message,
    ...(run && { takeAlong: showTakeAlongMenu(run, grant, step?.letter, staging.view) }),
    actions: isSetUp
      ? showSetUpActions(grant)
      : showActions({ ...staging, code: findCode(grant, staging.coding) }, step, steps),
  };
}

/** The diagram and the message: of the run, or of two side by side. */
function showMiddle(
  staging: Staging,
  steps: readonly Step[],
  step: Step | undefined,
): Pick<StageView, 'message' | 'flow'> {
  const { grant, run, compared, shared } = staging;
  const shown = step?.letter ?? shared?.step?.letter ?? steps[0]?.letter;
  const flow = showFlow(grant, run, shown, staging.exchangeId);
  if (staging.missing?.isAskedFor) return { flow, message: showSetUp(grant, staging.missing.why) };
  if (shared) return { flow, message: showShared(grant, shared) };
  if (!run || !step) return showBeforeRun(staging, steps, flow);
  const looking = lookAt(run, staging);
  if (!compared || compared.id === run.id) {
    const { view, coding } = staging;
    return {
      flow: view === 'code' ? keepCode(flow, { grant, run, coding }) : flow,
      message: showMessage(step, looking, coding),
    };
  }
  const other = lookAt(compared, staging);
  return {
    flow: compareFlow(flow, steps, looking, other),
    message: showComparison(step, looking, other),
  };
}

function showBeforeRun(
  { grant, servers, step, coding }: Staging,
  steps: readonly Step[],
  flow: FlowView,
): Pick<StageView, 'message' | 'flow'> {
  const asked = steps.find(({ letter }) => letter === step);
  const code = asked && showCodeBefore(grant, asked, coding);
  return code
    ? {
        message: code,
        flow: keepCode(showFlow(grant, undefined, code.letter), { grant, run: undefined, coding }),
      }
    : { message: showBeginning(grant, servers[0]?.name ?? ''), flow };
}

function lookAt(run: Run, staging: Staging): Looking {
  return {
    ...staging,
    run,
    call: chosenCall(run, staging.step, staging.call),
    secrets: spellingsOf([...secretsOf(run), run.server.client.clientSecret]),
    isRevealable: isRevealable(run),
  };
}

/** @param step That is shown: what waits is not done yet. */
function markOf(run: Run | undefined, step: string | undefined): string {
  if (!run) return '';
  if (run.failure || isTokenRefused(run)) return '✕ ';
  return run.token && run.waiting?.step !== step ? '✓ ' : '';
}

function showRunLine(one: Run, shown: Run | undefined, step: Step | undefined): RunLine {
  const isShown = one.id === shown?.id;
  const who = whoOf(one);
  return {
    number: one.number,
    href: stagePath(one, whereItStands(one)),
    where: shortName(one.server),
    ...(who !== undefined && { who }),
    startedAt: showTime(one.startedAt),
    outcome: outcomeOf(one),
    isShown,
    ...(shown &&
      !isShown && {
        compareHref: addressOf(shown, step?.letter ?? 'A', { compare: String(one.number) }),
      }),
  };
}

/** Known once the API has said it, or where the client was told. */
function whoOf(run: Run): string | undefined {
  const user = run.results?.user;
  return user?.isOk ? user.values[0]?.display_name : sentValue(run, 'A', 'username');
}

function outcomeOf(run: Run): string {
  const { waiting, failure, token, results, isInBrowser } = run;
  const failed = failedStep(run);
  if (failure) return failed === 'B' ? 'denied at B' : `failed at ${stepName(failed ?? '')}`;
  if (waiting) return `paused before ${stepName(waiting.step)}`;
  if (isInBrowser) return 'token in the page';
  if (isStranded(run)) return 'nothing came back';
  if (isTokenRefused(run)) return 'refused by the API';
  if (token && results && !isCallRefused(run)) return 'done';
  return token ? 'has a token' : 'waits for you at the server';
}
