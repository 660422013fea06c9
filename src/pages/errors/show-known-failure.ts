/** One failure, ready to print: what came, why, what to do, and how it is known. */
import { findFailure } from '../../failures/index.ts';
import type { FailureSlug, KnownFailure } from '../../failures/index.ts';
import { statusLine } from '../../wire/status-line.ts';
import { firstSentence, readProse } from '../prose.ts';
import type { ProsePart } from '../prose.ts';
import { sayOfBitbucket } from '../show-statement.ts';
import type { StatementView } from '../show-statement.ts';
import { placeOf } from './places.ts';
import type { Place } from './places.ts';
import { waysToSee } from './ways-to-see.ts';
import type { Stages, WayToSee } from './ways-to-see.ts';

export interface FailureView extends FailureLine {
  readonly place: Place;
  readonly texts: readonly TextView[];
  readonly statusLine: string;
  readonly codes: readonly { readonly value: string; readonly isAssumed: boolean }[];
  readonly contentType?: string;
  /** Where it is of one era alone. */
  readonly era?: string;
  readonly explanation: readonly ProsePart[];
  readonly fix: readonly (readonly ProsePart[])[];
  readonly change?: ChangeView;
  /** On the stage. */
  readonly ways: readonly WayToSee[];
  /** In the rehearsal of rotation. */
  readonly isRehearsed: boolean;
  readonly related: readonly FailureLine[];
  readonly statements: readonly StatementView[];
}

/** How it stands in a list. */
export interface FailureLine {
  readonly slug: string;
  readonly title: string;
  /** `400`, `page`, nothing where there is none. */
  readonly status: string;
  /** The first sentence. */
  readonly cause: readonly ProsePart[];
}

interface TextView {
  readonly text: string;
  /** `legacy era`, `assumed: nobody has recorded it`, `as git says it` */
  readonly notes: readonly string[];
}

type ChangeView =
  | { readonly kind: 'code'; readonly before: readonly string[]; readonly after: readonly string[] }
  | { readonly kind: 'box'; readonly box: string; readonly boxOnNewerPage?: string };

const REHEARSED: ReadonlySet<FailureSlug> = new Set(['refresh-race', 'refresh-token-refused']);

export function showKnownFailure(failure: KnownFailure, stages: Stages): FailureView {
  const {
    texts,
    codes = [],
    assumedCodes = [],
    contentType,
    eras,
    cause,
    fix,
    related,
    statements,
  } = failure;
  const change = showChange(failure);
  return {
    ...showLine(failure),
    place: placeOf(failure),
    texts: texts.map(showText),
    statusLine: (failure.statuses ?? []).map(statusLine).join(' or '),
    codes: codes.map((value) => ({ value, isAssumed: assumedCodes.includes(value) })),
    ...(contentType && { contentType }),
    ...(eras.length === 1 && eras[0] && { era: eras[0] }),
    explanation: readProse(cause),
    fix: fix.map(readProse),
    ...(change && { change }),
    ways: waysToSee(failure.slug, stages),
    isRehearsed: REHEARSED.has(failure.slug),
    related: related.flatMap((slug) => {
      const other = findFailure(slug);
      return other ? [showLine(other)] : [];
    }),
    statements: statements.map(sayOfBitbucket),
  };
}

export function showLine(failure: KnownFailure): FailureLine {
  const { slug, title, where, cause, statuses = [] } = failure;
  const all = statuses.length > 2 ? `${statuses[0]}…` : statuses.join(', ');
  const status = where === 'authorize-page' ? 'page' : all;
  return { slug, title, status, cause: readProse(firstSentence(cause)) };
}

function showText({ text, era, isAssumed, by }: KnownFailure['texts'][number]): TextView {
  const notes = [
    ...(by === undefined ? [] : [`as ${by} says it`]),
    ...(era === undefined ? [] : [`${era} era`]),
    ...(isAssumed ? ['assumed: nobody has recorded it'] : []),
  ];
  return { text, notes };
}

function showChange({ change }: KnownFailure): ChangeView | undefined {
  if (change === undefined) return undefined;
  if ('box' in change) return { kind: 'box', ...change };
  return { kind: 'code', before: change.before.split('\n'), after: change.after.split('\n') };
}
