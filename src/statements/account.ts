/** The list as an account to read: what is known by subject, what is disputed, what is not known, and when it changed. */
import type { Status, Statement, Subject } from './statement.ts';

export interface Account {
  /** How many statements of each status, the best known first. */
  readonly counts: readonly { readonly status: Status; readonly count: number }[];
  /** Documented, seen or inferred; a subject of which nothing is known is left out. */
  readonly known: readonly Subject[];
  readonly disputed: readonly Statement[];
  readonly notKnown: readonly Statement[];
  /** What happened, the oldest first. */
  readonly timeline: readonly Happening[];
  /** The month of the newest evidence: `2026-10`. */
  readonly newest: string;
}

export type Happening = Statement & { readonly on: string };

/** What each status means, in the words of the page. */
export const MEANINGS: Readonly<Record<Status, string>> = {
  documented: 'Atlassian says so, on a page, in a notice, or by its staff.',
  seen: 'It stands in a recorded reply, in the code of a client, or in a report of a try: often one, once.',
  inferred: 'It follows from what is known. Nobody has shown it.',
  disputed: 'Sources contradict each other. Both sides are named.',
  'not known': 'No source settles it.',
};

const STATUSES: readonly Status[] = ['documented', 'seen', 'inferred', 'disputed', 'not known'];

export function arrangeAccount(subjects: readonly Subject[]): Account {
  const all = subjects.flatMap(({ statements }) => statements);
  const ofStatus = (status: Status) => all.filter((statement) => statement.status === status);
  const isKnown = ({ status }: Statement) => status !== 'disputed' && status !== 'not known';
  return {
    counts: STATUSES.map((status) => ({ status, count: ofStatus(status).length })),
    known: subjects
      .map((subject) => ({ ...subject, statements: subject.statements.filter(isKnown) }))
      .filter(({ statements }) => statements.length > 0),
    disputed: ofStatus('disputed'),
    notKnown: ofStatus('not known'),
    timeline: all
      .flatMap((one) => (one.on === undefined ? [] : [{ ...one, on: one.on }]))
      .toSorted((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on))),
    newest: all.map(({ asOf }) => asOf).reduce((a, b) => (a > b ? a : b), ''),
  };
}

/** Where the sandbox answers otherwise: `Sandbox, legacy: …`, or `Sandbox: …` where both eras do. */
export function describeDepartures({ sandbox }: Statement): readonly string[] {
  const { current, legacy } = sandbox ?? {};
  if (current !== undefined && current === legacy) return [`Sandbox: ${current}.`];
  return [
    ...(current === undefined ? [] : [`Sandbox, current: ${current}.`]),
    ...(legacy === undefined ? [] : [`Sandbox, legacy: ${legacy}.`]),
  ];
}
