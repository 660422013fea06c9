/** The diagram of a run: one row for each message, with its state. The strip of letters has the same rows. */
import type { GrantFacts, Step } from '../../grants/facts/grant-facts.ts';
import { answerStep } from '../../runs/proceed.ts';
import { isCallRefused, stagePath } from '../../runs/run.ts';
import type { Run } from '../../runs/run.ts';
import type { Exchange } from '../../wire/exchange.ts';
import { isStranded } from '../../mistakes/outcome.ts';
import { ROLES } from '../roles.ts';
import { FLOW_WIDTH, laneX, layOutLanes, layOutRows } from './flow-geometry.ts';
import type { FlowRow, FlowView, StepState } from './stage-view.ts';
import { stepsOf } from './steps-of.ts';

export function showFlow(
  grant: GrantFacts,
  run: Run | undefined,
  selected: string | undefined,
  exchangeId?: string,
): FlowView {
  const steps = stepsOf(grant, run);
  const { rowHeight, height, yOf } = layOutRows(steps.length);
  const states = statesOf(grant, steps, run);
  const chosen = run && exchangeOf(run, 'API', exchangeId);
  const rows = steps.map((step, index): FlowRow => {
    // The arrow and the message say the same of a call that was chosen.
    const isChosen = step.letter === 'API' && chosen?.call !== undefined;
    const state = isChosen ? stateBesides(chosen) : (states.get(step.letter) ?? 'to-come');
    const result = run && resultOf(step, run, state, isChosen ? chosen : undefined);
    return {
      letter: step.letter,
      href: run ? stagePath(run, step.letter) : `/${grant.slug}?step=${step.letter}#stage`,
      state,
      isSelected: step.letter === selected,
      travels: step.travels ?? step.label,
      title: step.title ?? step.label,
      from: ROLES[step.from],
      to: ROLES[step.to],
      ...(result !== undefined && { result }),
      fromX: laneX(step.from),
      toX: laneX(step.to),
      y: yOf(index),
    };
  });
  return {
    width: FLOW_WIDTH,
    height,
    rowHeight,
    title: `The ${grant.title} grant, step by step`,
    ...layOutLanes(new Set(steps.flatMap(({ from, to }) => [from, to]))),
    rows,
  };
}

/** What took place is done; then one thing is next, and the rest to come. */
function statesOf(
  grant: GrantFacts,
  steps: readonly Step[],
  run: Run | undefined,
): ReadonlyMap<string, StepState> {
  const letters = steps.map(({ letter }) => letter);
  if (!run)
    return new Map(letters.map((letter, index) => [letter, index === 0 ? 'next' : 'to-come']));
  const figure = grant.steps.map(({ letter }) => letter);
  const latest = Math.max(-1, ...happened(run).map((letter) => figure.indexOf(letter)));
  const failed = failedStep(run);
  const next = nextStep(run, figure, latest);
  return new Map(
    letters.map((letter): [string, StepState] => {
      if (letter === failed) return [letter, 'failed'];
      if (letter === 'B' && isUnasked(run)) return [letter, 'to-come'];
      if (letter === next) return [letter, 'next'];
      if (letter === 'API' && isCallRefused(run)) return [letter, 'failed'];
      if (!figure.includes(letter)) return [letter, stateBesides(exchangeOf(run, letter))];
      return [letter, figure.indexOf(letter) <= latest ? 'done' : 'to-come'];
    }),
  );
}

/** Of what is no step of the figure, and may fail for another step: a call of the API that needed a refresh. */
function stateBesides(exchange: Exchange | undefined): StepState {
  if (!exchange) return 'to-come';
  return exchange.response && exchange.response.status < 400 ? 'done' : 'failed';
}

function happened({ sent, wire, token, results, waiting, isInBrowser }: Run): string[] {
  const sentSteps = sent.map(({ step }) => step).filter((step) => step !== waiting?.step);
  const answered = token || results ? [answerTo(sentSteps)] : [];
  const api = results ? ['API'] : [];
  const inBrowser = isInBrowser ? ['F'] : []; // as far as our server has a part in it
  return [
    ...sentSteps,
    ...wire.exchanges.map(({ step }) => step),
    ...answered,
    ...api,
    ...inBrowser,
  ].filter((step) => step !== waiting?.step);
}

/** The figure's message that brings the token: the one after the token request. */
function answerTo(sent: readonly string[]): string {
  const request =
    sent
      .filter((step) => /^[A-Z]$/.test(step))
      .toSorted()
      .at(-1) ?? 'A';
  return answerStep(request);
}

/** A person's no is an answer that came as it should: it is the consent that is missing. */
export function failedStep(run: Run): string | undefined {
  const { failure, failedStep: step } = run;
  if (!failure && run.replay?.failure) return 'C';
  if (!failure) return isStranded(run) ? run.sent.at(-1)?.step : undefined;
  return failure.code === 'access_denied' && step === 'C' ? 'B' : step;
}

/** The answer was another error than a person's no: as far as the client can tell, nobody was asked. RFC 6749 §4.1.2.1 */
export function isUnasked({ failure, failedStep: step }: Run): boolean {
  return step === 'C' && failure?.code !== undefined && failure.code !== 'access_denied';
}

function nextStep(run: Run, figure: readonly string[], latest: number): string | undefined {
  const { waiting, failure, token, sent, isInBrowser } = run;
  if (waiting) return waiting.step;
  if (failure || token || isInBrowser || sent.length === 0 || isStranded(run)) return undefined;
  return figure[latest + 1];
}

function resultOf(
  { letter, from }: Step,
  run: Run,
  state: StepState,
  chosen: Exchange | undefined,
): string | undefined {
  if (state === 'to-come' || state === 'next') return undefined;
  if (from === 'resource-owner' && (letter === 'B' || !run.isInBrowser))
    return state === 'failed' ? 'no' : 'yes';
  const exchange = chosen ?? exchangeOf(run, letter);
  if (!exchange) return state === 'done' ? answerResult(run) : undefined;
  if (exchange.channel === 'front') return state === 'failed' && letter !== 'C' ? 'a page' : '302';
  if (state === 'failed' || exchange.step.length > 1) {
    return exchange.response ? String(exchange.response.status) : 'no answer';
  }
  return exchange.durationMs === undefined
    ? undefined
    : `${Math.max(1, Math.round(exchange.durationMs))} ms`;
}

/** Of the message that has no exchange of its own: the answer to the one before it. */
function answerResult({ wire }: Run): string | undefined {
  const exchange = wire.exchanges.find(
    ({ channel, step }) => channel === 'back' && step.length === 1,
  );
  return exchange?.response ? String(exchange.response.status) : undefined;
}

/** The latest of a step; of the API the first, which says who the token acts as, and not what was chosen since. */
export function exchangeOf({ wire }: Run, letter: string, id?: string): Exchange | undefined {
  const ofStep = wire.exchanges.filter(({ step }) => step === letter);
  const asked = ofStep.find((one) => one.id === id);
  if (asked) return asked;
  if (letter !== 'API') return ofStep.at(-1);
  return ofStep.find(({ call }) => call === undefined) ?? ofStep[0];
}

/** The answer of a request has no exchange of its own: it is the other half of the one before. */
export function recordStep(
  { letter, from }: Step,
  { grant, run }: { readonly grant: GrantFacts; readonly run: Run },
): string {
  if (from !== 'authorization-server' || exchangeOf(run, letter)) return letter;
  const index = grant.steps.findIndex((one) => one.letter === letter);
  return grant.steps[index - 1]?.letter ?? letter;
}
