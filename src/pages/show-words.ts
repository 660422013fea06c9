/** What is said of a grant, ready for its page. Done once per grant. */
import type { Departure, GrantFacts, Remark } from '../grants/facts/grant-facts.ts';
import { readProse } from './prose.ts';
import type { ProsePart } from './prose.ts';
import { sayOfBitbucket } from './show-statement.ts';
import type { StatementView } from './show-statement.ts';

export interface RemarkView {
  readonly text: readonly ProsePart[];
  readonly statement?: StatementView;
}

export interface DepartureView {
  readonly statement: StatementView;
  readonly advice?: readonly ProsePart[];
}

export interface WordsView {
  readonly use: readonly RemarkView[];
  readonly avoid: readonly RemarkView[];
  readonly differences: readonly {
    readonly slug: string;
    readonly title: string;
    readonly text: readonly ProsePart[];
  }[];
  readonly security: readonly RemarkView[];
  readonly bitbucket: readonly DepartureView[];
  readonly beforeTheRun?: readonly ProsePart[];
}

/** @param grants All that there are: it is told how this one differs from each. */
export function showWords(grant: GrantFacts, grants: readonly GrantFacts[]): WordsView {
  const { when, differs, considerations, beforeTheRun } = grant;
  return {
    use: when.use.map(showRemark),
    avoid: when.avoid.map(showRemark),
    differences: grants.flatMap(({ slug, title }) => {
      const difference = differs[slug];
      return difference === undefined ? [] : [{ slug, title, text: readProse(difference) }];
    }),
    security: considerations.security.map(showRemark),
    bitbucket: considerations.bitbucket.map(showDeparture),
    ...(beforeTheRun !== undefined && { beforeTheRun: readProse(beforeTheRun) }),
  };
}

function showRemark({ text, statement }: Remark): RemarkView {
  return {
    text: readProse(text),
    ...(statement !== undefined && { statement: sayOfBitbucket(statement) }),
  };
}

function showDeparture({ statement, advice }: Departure): DepartureView {
  return {
    statement: sayOfBitbucket(statement),
    ...(advice !== undefined && { advice: readProse(advice) }),
  };
}
