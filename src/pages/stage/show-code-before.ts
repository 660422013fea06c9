/** The code of a step where nothing was run yet. */
import type { GrantFacts, Step } from '../../grants/facts/grant-facts.ts';
import { ROLES } from '../roles.ts';
import type { Coding, Standpoint } from './coding.ts';
import type { MessageView } from './message-view.ts';
import { hasProgram, hrefOf, showProgram } from './show-program.ts';
import type { FlowView } from './stage-view.ts';

/** @returns None where the step has no program, or nobody looks at code. */
export function showCodeBefore(
  grant: GrantFacts,
  { letter, from, title, label }: Step,
  coding: Coding,
): MessageView | undefined {
  const standpoint = { grant, run: undefined, letter, coding };
  const program = showProgram(standpoint, false);
  return (
    program && {
      letter,
      role: ROLES[from],
      title: title ?? label,
      text: program.text,
      views: [
        { text: 'The grant', href: `/${grant.slug}#stage`, isShown: false },
        { text: 'Code', href: hrefOf(standpoint, {}), isShown: true },
      ],
      parts: [program],
      asides: [],
    }
  );
}

/** Where to read a grant's program before it is run: at its first step that has one. */
export function findCode(grant: GrantFacts, coding: Coding): string | undefined {
  const first = grant.steps.find(({ letter }) => hasProgram({ grant, letter, coding }));
  return first && hrefOf({ grant, run: undefined, letter: first.letter, coding }, {});
}

/** Whoever reads code and goes on to another step reads on there. */
export function keepCode(flow: FlowView, standpoint: Omit<Standpoint, 'letter'>): FlowView {
  return {
    ...flow,
    rows: flow.rows.map((row) => ({
      ...row,
      href: hrefOf({ ...standpoint, letter: row.letter }, {}),
    })),
  };
}
