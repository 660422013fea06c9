/** What failed: its cause, its fix and what live Bitbucket does, from the catalogue, or what comes nearest. */
import type { ApiResults } from '../../bitbucket/api-results.ts';
import type { Refusal } from '../../bitbucket/api-set.ts';
import { lookUp } from '../../failures/explanation.ts';
import { findFailure } from '../../failures/index.ts';
import type { KnownFailure } from '../../failures/index.ts';
import { compileText } from '../../failures/pattern.ts';
import { expectedFailure, isStranded } from '../../mistakes/outcome.ts';
import type { Run } from '../../runs/run.ts';
import { describeSent } from '../../runs/describe-sent.ts';
import { readProse } from '../prose.ts';
import { sayOfBitbucket } from '../show-statement.ts';
import { showRepeated } from './show-repeated.ts';
import type { FailureEntryView, FailurePart } from './failure-view.ts';

/** Of the run. One of an older release, whose failure names no entry, is told in the words that it has. */
export function showFailure(run: Run): FailurePart[] {
  const { failure } = run;
  if (!failure) return isStranded(run) ? showPage(expectedFailure(run)) : [];
  const { title, explanation, whatToDo, code, theirWords } = failure;
  const entry = expected(run, theirWords) ?? findFailure(failure.failure ?? '');
  const repeated = showRepeated(run);
  return [
    {
      kind: 'failure',
      title,
      explanation,
      whatToDo,
      ...(code !== undefined && { code }),
      ...(theirWords !== undefined && { theirWords }),
      ...(repeated && { repeated }),
      ...(entry && { entry: showEntry(entry) }),
      ...(!entry && failure.nearest && { nearest: showNearest(failure.nearest) }),
    },
  ];
}

/** Nothing came back: the page that the server showed is known by what was wrong on purpose. */
function showPage(entry: KnownFailure | undefined): FailurePart[] {
  if (!entry) return [];
  const explanation = 'The server showed a page of its own, and sent the browser nowhere.';
  const { title } = entry;
  return [{ kind: 'failure', title, explanation, whatToDo: '', entry: showEntry(entry) }];
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
  if (refused.length === 0) return [];
  const sent = describeSent(run, step);
  const parts = refused.map((refusal) => {
    const { status, message: text } = refusal;
    const found = lookUp({ where: ['api', 'transport', 'client'], status, text, sent });
    return showRefusal(refusal, found, expected(run, text) ?? findFailure(found.failure ?? ''));
  });
  return parts.filter(
    ({ title }, index) => parts.findIndex((one) => one.title === title) === index,
  );
}

function showRefusal(
  { message }: Refusal,
  { whatToDo, nearest = [] }: ReturnType<typeof lookUp>,
  entry: KnownFailure | undefined,
): FailurePart {
  if (entry) return { kind: 'failure', title: entry.title, whatToDo, entry: showEntry(entry) };
  return { kind: 'failure', title: message, whatToDo, nearest: showNearest(nearest) };
}

/** Of those with the same words, the one that was made on purpose: nothing else tells a token that was taken back. */
function expected(run: Run, words = ''): KnownFailure | undefined {
  const failure = expectedFailure(run);
  return failure?.texts.some(({ text }) => compileText(text).test(words)) ? failure : undefined;
}

/** Here, beside the request: the first, which is the nearest. The page has all of them. */
const MOST_STATEMENTS = 1;

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
