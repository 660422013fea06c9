/** Two runs side by side: one step of each, line by line. */
import type { Step } from '../../grants/facts/grant-facts.ts';
import type { Run } from '../../runs/run.ts';
import { resolveFor, stagePath } from '../../runs/run.ts';
import { latestSent } from '../../runs/sent.ts';
import { SECRET_HEADERS, isSecretName } from '../../secrets/secret-names.ts';
import { maskText, maskWhole, plain } from '../../wire/redaction.ts';
import { statusLine } from '../../wire/status-line.ts';
import { tryJsonObject } from '../../wire/try-json.ts';
import { ROLES } from '../roles.ts';
import { addressOf } from './address-of.ts';
import { findNote } from './notes/index.ts';
import type { Looking } from './looking.ts';
import type { ComparedLine, ComparisonPart, SideView } from './comparison-view.ts';
import type { MessageView } from './message-view.ts';
import { exchangeOf, recordStep } from './show-flow.ts';
import { showAsides } from './show-asides.ts';
import { showClause } from './show-note.ts';
import type { FlowView } from './stage-view.ts';

/** New in each run, as secrets are: that they differ says nothing, that their lengths do may say something. */
const RANDOM = new Set(['Authorization', 'state', 'code_challenge']);
const HEADERS = new Set(['content-type', 'cache-control']);

type Values = ReadonlyMap<string, string>;

export function showComparison(step: Step, left: Looking, right: Looking): MessageView {
  const lines = compare(step, left, right);
  const part: ComparisonPart = {
    kind: 'comparison',
    caption: `Step ${step.letter} of run ${left.run.number} and of run ${right.run.number}`,
    left: sideOf(left.run),
    right: sideOf(right.run),
    lines,
  };
  return {
    letter: step.letter,
    role: ROLES[step.from],
    title: 'Two runs, line by line',
    text:
      lines.length > 0
        ? 'The figures in the diagram say how many lines differ at each step.'
        : 'Neither run has a message of this step that this app has seen.',
    views: [{ text: 'Back to the run', href: stagePath(left.run, step.letter), isShown: false }],
    parts: lines.length > 0 ? [part] : [],
    asides: showAsides([part], undefined, false, left),
  };
}

/** The way through a comparison: how many lines of each step differ. */
export function compareFlow(
  flow: FlowView,
  steps: readonly Step[],
  left: Looking,
  right: Looking,
): FlowView {
  const rows = flow.rows.map((row) => {
    const step = steps.find(({ letter }) => letter === row.letter);
    const count = step ? compare(step, left, right).filter(({ isSame }) => !isSame).length : 0;
    const href = addressOf(left.run, row.letter, { compare: String(right.run.number) });
    return { ...row, href, result: count === 0 ? '=' : `≠ ${count}` };
  });
  return { ...flow, rows };
}

function compare(step: Step, left: Looking, right: Looking): ComparedLine[] {
  const [ours, theirs] = [valuesOf(step, left), valuesOf(step, right)];
  return [...new Set([...ours.keys(), ...theirs.keys()])].map((name): ComparedLine => {
    const [one, other] = [ours.get(name), theirs.get(name)];
    // Bitbucket: the state of a token response is the name of the grant.
    const isRandom = RANDOM.has(name) && !(name === 'state' && ours.has('status'));
    const isSecret = isSecretName(name) || SECRET_HEADERS.has(name.toLowerCase());
    const note = findNote('token-response', name) ?? findNote('token-request', name);
    return {
      name,
      left: showSide(isRandom || isSecret, one, left.secrets),
      right: showSide(isRandom || isSecret, other, right.secrets),
      isSame: isRandom ? one?.length === other?.length : one === other,
      ...(note?.clause && { clause: showClause(note.clause, { rfc: left.grant.source.rfc }) }),
      ...(note?.statement !== undefined && { statement: note.statement }),
    };
  });
}

function showSide(
  isMasked: boolean,
  value: string | undefined,
  secrets: readonly string[],
): ComparedLine['left'] {
  if (value === undefined) return { value: plain('–') };
  if (!isMasked) return { value: maskText(value, secrets) };
  return { value: maskWhole(value), length: value.length };
}

function sideOf({ number, server }: Run): SideView {
  return { title: `Run ${number}`, where: server.name };
}

/** What a step says, by the name of the line. */
function valuesOf(step: Step, { grant, run }: Looking): Values {
  const values = new Map<string, string>();
  const draft = latestSent(run.sent, step.letter);
  if (draft && run.waiting?.step !== step.letter) {
    for (const [name, value] of resolveFor(run, draft)) values.set(name, value);
  }
  const exchange = exchangeOf(run, recordStep(step, { grant, run }));
  if (!exchange) return values;
  if (exchange.channel === 'front') {
    if (draft) return values;
    for (const [name, value] of new URL(exchange.request.url).searchParams) values.set(name, value);
    return values;
  }
  if (step.from === 'client' && run.token && step.letter.length === 1) return values; // the answer has a letter of its own
  const { response } = exchange;
  values.set('status', response ? statusLine(response.status) : 'no answer');
  for (const [name, value] of response?.headers ?? []) {
    if (HEADERS.has(name.toLowerCase())) values.set(name.toLowerCase(), value);
  }
  for (const [name, value] of Object.entries(tryJsonObject(response?.body ?? '') ?? {})) {
    values.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return values;
}
