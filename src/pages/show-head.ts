/** What a grant is called, where it is defined, and whether bitbucket.org still offers it. */
import type { GrantFacts } from '../grants/facts/grant-facts.ts';
import { findStatement } from '../statements/index.ts';
import { showMonth } from './show-moment.ts';
import type { GrantHead } from './stage/stage-view.ts';

export function showHead({ slug, title, source, onBitbucket }: GrantFacts): GrantHead {
  const { status, statements } = onBitbucket;
  const asOf =
    statements
      .map((id) => findStatement(id).asOf)
      .toSorted()
      .at(-1) ?? '';
  const isLive = status === 'works';
  return {
    slug,
    title,
    clause: {
      text: `RFC ${source.rfc} §${source.section}`,
      href: `https://www.rfc-editor.org/rfc/rfc${source.rfc}#section-${source.section}`,
    },
    isLive,
    status: isLive ? 'Works on bitbucket.org' : 'Removed from bitbucket.org',
    asOf: { iso: asOf, text: showMonth(asOf) },
  };
}
