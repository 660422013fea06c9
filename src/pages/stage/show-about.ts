/** What else there is to know of a grant: the closed rows below its stage. Done once per grant. */
import type { Departure, GrantFacts, Remark, Step } from '../../grants/facts/grant-facts.ts';
import type { StatementId } from '../../statements/index.ts';
import { readProse } from '../prose.ts';
import { sayOfBitbucket } from '../show-statement.ts';
import type { AboutBlock, AboutEntry, AboutRow } from './about-view.ts';

/** @param grants All that there are: it is told how this one differs from each. */
export function showAbout(grant: GrantFacts, grants: readonly GrantFacts[]): AboutRow[] {
  const { when, considerations, onBitbucket } = grant;
  return [
    {
      id: 'when',
      title: 'When to use it',
      summary: grant.useIt,
      columns: 2,
      blocks: [block('Use it when', when.use), block('Do not use it when', when.avoid)],
    },
    {
      id: 'steps',
      title: 'How it goes',
      summary: 'Each message in a sentence or two.',
      columns: 1,
      blocks: grant.steps.map(showStep),
    },
    {
      id: 'differs',
      title: 'How it differs',
      summary: 'From the others, one by one.',
      columns: 3,
      blocks: grants.flatMap((other) => showDifference(grant, other)),
    },
    {
      id: 'bitbucket',
      title: 'Bitbucket’s ways',
      summary: 'Where it departs from the RFC, or decides what that leaves open.',
      columns: 1,
      blocks: [{ entries: considerations.bitbucket.map(showDeparture) }],
    },
    {
      id: 'security',
      title: 'What can go wrong',
      summary: 'What to see to when you build it.',
      columns: 1,
      blocks: [{ entries: considerations.security.map(entry) }],
    },
    {
      id: 'sources',
      title: 'On bitbucket.org today',
      summary: 'Whether it is offered, since when, and who says so.',
      columns: 1,
      blocks: [{ entries: onBitbucket.statements.map(say) }],
    },
  ];
}

function showStep({ letter, title, label, explanation }: Step): AboutBlock {
  return {
    heading: { text: `${letter}: ${title ?? label}` },
    entries: [{ text: readProse(explanation) }],
  };
}

/** @returns Nothing for the grant itself. */
function showDifference({ differs }: GrantFacts, { slug, title }: GrantFacts): AboutBlock[] {
  const difference = differs[slug];
  if (difference === undefined) return [];
  return [
    { heading: { text: title, href: `/${slug}` }, entries: [{ text: readProse(difference) }] },
  ];
}

function block(heading: string, remarks: readonly Remark[]): AboutBlock {
  return { heading: { text: heading }, entries: remarks.map(entry) };
}

function entry({ text, statement }: Remark): AboutEntry {
  return {
    text: readProse(text),
    ...(statement !== undefined && { statement: sayOfBitbucket(statement) }),
  };
}

function showDeparture({ statement, advice }: Departure): AboutEntry {
  return { text: readProse(advice ?? ''), statement: sayOfBitbucket(statement) };
}

function say(statement: StatementId): AboutEntry {
  return { text: [], statement: sayOfBitbucket(statement) };
}
