/** The stage at the redirection URI of the implicit grant, RFC 6749 §4.2 (E): its script fills it in. */
import type { GrantFacts, Step } from '../../grants/facts/grant-facts.ts';
import type { Run } from '../../runs/run.ts';
import { plain } from '../../wire/redaction.ts';
import { API_TABLES } from '../api-tables.ts';
import { ROLES } from '../roles.ts';
import { findNote, namesOf } from './notes/index.ts';
import { oauth } from './notes/note.ts';
import { showTable } from './show-api.ts';
import { showAsides } from './show-asides.ts';
import { showFlow } from './show-flow.ts';
import { placeOf, showWhatWeSaw } from './show-in-browser.ts';
import { showRequest } from './show-request.ts';
import { showClause, showNote } from './show-note.ts';
import type { Looking } from './looking.ts';
import type { MessageView, RequestPart, RowView } from './message-view.ts';
import type { FragmentPageView, FragmentView } from './fragment-view.ts';
import type { FlowRow, FlowView, StageView, TokenBar } from './stage-view.ts';

/** Our server's own part in it: the page. */
export const PAGE_STEP = 'E';

/** @param view The stage of the run that waits for the answer; of no run, where there is none. */
export function showFragmentPage(
  view: StageView,
  grant: GrantFacts,
  run: Run | undefined,
): FragmentPageView {
  const { title } = grant;
  const messages = grant.steps.map((step) => showStep(step, grant, run));
  const page = messages.find(({ letter }) => letter === PAGE_STEP) ?? view.message;
  const start = `/${grant.slug}/authorize`;
  return {
    ...view,
    pageTitle: `${page.title} · ${title}`,
    flow: { ...withoutNext(showFlow(grant, run, PAGE_STEP), run), isFilledIn: true },
    message: { ...page, parts: [{ kind: 'no-script', start }] },
    fragment: {
      script: `/${grant.slug}.js`,
      messages,
      fragment: showLines(grant, run),
      seen: showWhatWeSaw(grant, run),
      token: TOKEN,
      tables: showTables(),
    },
  };
}

/** Something has come already; what, our server does not know. */
function withoutNext(flow: FlowView, run: Run | undefined): FlowView {
  if (!run) return flow;
  const rows = flow.rows.map((row): FlowRow =>
    row.state === 'next' ? { ...row, state: 'to-come' } : row,
  );
  return { ...flow, rows };
}

const CHANNELS: Readonly<Record<string, string>> = {
  A: 'front channel: your browser carried it',
  C: 'front channel: your browser carried it',
  G: 'inside the page: no request is made',
};

function showStep(step: Step, grant: GrantFacts, run: Run | undefined): MessageView {
  const { letter, from, to, label, title = label, explanation } = step;
  const parts = letter === 'A' && run ? showRequest('A', lookAt(grant, run)) : [];
  return {
    letter,
    role: ROLES[from],
    title,
    way: { from: ROLES[from], to: ROLES[to], channel: CHANNELS[letter] ?? 'in your browser' },
    text: explanation,
    views: [],
    parts,
    asides:
      letter === 'G' && run
        ? showAsides([showLines(grant, run)], undefined, false, lookAt(grant, run))
        : [],
  };
}

/** As it stands, without a secret: there is none yet. */
function lookAt(grant: GrantFacts, run: Run): Looking {
  return {
    grant,
    run,
    view: undefined,
    exchangeId: undefined,
    call: undefined,
    as: undefined,
    typed: undefined,
    revealed: undefined,
    secrets: [],
    isRevealable: false,
  };
}

/** What a client does with a parameter that it does not know. */
const UNKNOWN = oauth('4.2.2', 'not known, so ignored');

function showLines(grant: GrantFacts, run: Run | undefined): RequestPart {
  const place = placeOf(grant, run);
  const line = (name: string): RowView => {
    const note = findNote('fragment', name) ?? UNKNOWN;
    return {
      name,
      value: plain('{value}'),
      ...(note.clause && { clause: showClause(note.clause, place) }),
      note: showNote(note.text, place),
      ...(note.statement !== undefined && { statement: note.statement }),
    };
  };
  return {
    kind: 'request',
    label: 'Fragment',
    method: '',
    url: plain('{address}'),
    isForm: false,
    rows: [...namesOf('fragment'), '{name}'].map(line),
  };
}

const TOKEN: TokenBar = {
  isInPage: true,
  masked: '{masked}',
  length: 0,
  isShowable: true,
  scopes: ['{scope}'],
  life: { iso: '', text: '{left}', secondsLeft: 0, percent: 100 },
  canRefresh: false,
  canRevoke: false,
  receivedAt: 0,
};

function showTables(): FragmentView['tables'] {
  const common = { isOk: true, hasMore: true, exchangeHrefs: [] } as const;
  return Object.entries(API_TABLES).map(([name, table]) => {
    const rows =
      'fields' in table
        ? Object.entries(table.fields).map(([field, text]) => [text, `{${field}}`])
        : [table.columns.map((_, index) => `{${index}}`)];
    const workspace = name === 'repositories' ? '{workspace}' : undefined;
    return {
      name,
      part: showTable(table, { ...common, rows }, workspace),
      empty: showTable(table, { ...common, rows: [] }),
    };
  });
}
