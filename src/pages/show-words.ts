/** What is said of a grant, ready for its page. Done once per grant. */
import type { GrantFacts, Remark } from '../grants/facts/grant-facts.ts';
import { readProse } from './prose.ts';
import type { ProsePart } from './prose.ts';

export interface RemarkView {
  readonly text: readonly ProsePart[];
  readonly source?: string;
  readonly asOf?: string;
  readonly assumption?: readonly ProsePart[];
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
  readonly bitbucket: readonly RemarkView[];
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
    bitbucket: considerations.bitbucket.map(showRemark),
    ...(beforeTheRun !== undefined && { beforeTheRun: readProse(beforeTheRun) }),
  };
}

function showRemark({ text, assumption, ...evidence }: Remark): RemarkView {
  return {
    ...evidence,
    text: readProse(text),
    ...(assumption !== undefined && { assumption: readProse(assumption) }),
  };
}
