/** The landing page, from the facts of the grants: the way to begin, and all of them side by side. Done once. */
import { failures } from '../failures/index.ts';
import type { GrantFacts, Step } from '../grants/facts/grant-facts.ts';
import { ROLES } from './roles.ts';
import { showHead } from './show-head.ts';
import type { GrantHead } from './stage/stage-view.ts';
import type { RoleView } from './view-model.ts';

export interface HomeView {
  /** The grant to begin with: the first of the registry. */
  readonly first: GrantCard & { readonly stepByStep: string };
  /** To connect an app: whoever knows who acts is led on. */
  readonly ways: readonly { readonly href: string; readonly words: string }[];
  readonly errorCount: number;
  /** What works comes first. */
  readonly grants: readonly GrantCard[];
}

type Told = 'shortTitle' | 'useIt' | 'whoConsents' | 'crossesBrowser' | 'refreshToken';

export interface GrantCard extends GrantHead, Pick<GrantFacts, Told> {
  /** The id of the one that says whether it is offered. */
  readonly statement: string;
  readonly steps: readonly StepLine[];
  readonly runIt: string;
}

interface StepLine {
  readonly letter: string;
  readonly title: string;
  readonly from: RoleView;
  readonly to: RoleView;
}

/** @param grants All that there are, at least one. */
export function showHome(grants: readonly GrantFacts[]): HomeView {
  const cards = grants.map(showCard);
  const [first] = cards;
  if (!first) throw new Error('There is no grant to begin with.');
  return {
    ways: [
      { href: '/connect?who=person', words: 'A person connects their Bitbucket' },
      { href: '/connect?who=app', words: 'A machine works for itself' },
      { href: '/scopes', words: 'I know the calls, not the scopes' },
    ],
    errorCount: failures.length,
    first: { ...first, stepByStep: `/${first.slug}/authorize?pace=step` },
    grants: cards.toSorted((a, b) => Number(b.isLive) - Number(a.isLive)),
  };
}

function showCard(grant: GrantFacts): GrantCard {
  const { shortTitle, useIt, whoConsents, crossesBrowser, refreshToken } = grant;
  return {
    ...showHead(grant),
    shortTitle,
    useIt,
    whoConsents,
    crossesBrowser,
    refreshToken,
    statement: grant.onBitbucket.statements[0] ?? '',
    steps: grant.steps.map(showStep),
    runIt: `/${grant.slug}/authorize?pace=through`,
  };
}

function showStep({ letter, title, label, from, to }: Step): StepLine {
  return { letter, title: title ?? label, from: ROLES[from], to: ROLES[to] };
}
