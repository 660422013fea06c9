/** What failed: its cause, its fix and what live Bitbucket does, from the catalogue, or what comes nearest. */
import type { ApiResults } from '../../bitbucket/api-results.ts';
import type { Refusal } from '../../bitbucket/api-set.ts';
import { lookUp } from '../../failures/explanation.ts';
import { findFailure } from '../../failures/index.ts';
import type { KnownFailure } from '../../failures/index.ts';
import type { Run } from '../../runs/run.ts';
import { whatWasSent } from '../../runs/what-was-sent.ts';
import { readProse } from '../prose.ts';
import { sayOfBitbucket } from '../show-statement.ts';
import type { FailureEntryView, FailurePart } from './failure-view.ts';

/** Of the run. One of an older release, whose failure names no entry, is told in the words that it has. */
export function showFailure({ failure }: Run): FailurePart[] {
  if (!failure) return [];
  const { title, explanation, whatToDo, code, theirWords } = failure;
  const entry = findFailure(failure.failure ?? '');
  return [
    {
      kind: 'failure',
      title,
      explanation,
      whatToDo,
      ...(code !== undefined && { code }),
      ...(theirWords !== undefined && { theirWords }),
      ...(entry && { entry: showEntry(entry) }),
      ...(!entry && failure.nearest && { nearest: showNearest(failure.nearest) }),
    },
  ];
}

/** Of the calls of a step: what several were refused for is said once. */
export function showRefusals(
  run: Run,
  step: string,
  { user, emails, workspaces, repositories }: Partial<ApiResults>,
): FailurePart[] {
  const refused = [user, emails, workspaces, repositories].flatMap((result) =>
    result && !result.isOk ? [result.refusal] : [],
  );
  const sent = whatWasSent(run, step);
  const parts = refused.map((refusal) => showRefusal(refusal, sent));
  return parts.filter(
    ({ title }, index) => parts.findIndex((one) => one.title === title) === index,
  );
}

function showRefusal(
  { status, message }: Refusal,
  sent: ReturnType<typeof whatWasSent>,
): FailurePart {
  const found = lookUp({ where: ['api', 'transport', 'client'], status, text: message, sent });
  const entry = findFailure(found.failure ?? '');
  const { whatToDo, nearest = [] } = found;
  if (entry) return { kind: 'failure', title: entry.title, whatToDo, entry: showEntry(entry) };
  return { kind: 'failure', title: message, whatToDo, nearest: showNearest(nearest) };
}

/** Here, beside the request: the page has all of them. */
const MOST_STATEMENTS = 2;

function showEntry({ slug, cause, fix, statements }: KnownFailure): FailureEntryView {
  return {
    href: `/errors/${slug}`,
    cause: readProse(cause),
    fix: fix.map(readProse),
    statements: statements.slice(0, MOST_STATEMENTS).map(sayOfBitbucket),
  };
}

function showNearest(slugs: readonly string[]) {
  return slugs.flatMap((slug) => {
    const near = findFailure(slug);
    return near ? [{ href: `/errors/${slug}`, text: near.title }] : [];
  });
}
