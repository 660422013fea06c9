/** A note with its marks taken apart, and a clause with its link. */
import type { Step } from '../../grants/facts/grant-facts.ts';
import { stagePath } from '../../runs/run.ts';
import type { Run } from '../../runs/run.ts';
import { ROLES } from '../roles.ts';
import type { ClauseView } from './clause-view.ts';
import type { NotePart } from './message-view.ts';

/** Where a note stands: which grant's steps its letters are. */
export interface Place {
  readonly rfc: number;
  readonly steps: readonly Step[];
  readonly run: Pick<Run, 'grantSlug' | 'number'>;
}

const MARK = /`(?<code>[^`]+)`|\{(?<letter>[A-Z]+)\}/g;

export function showNote(text: string, { steps, run }: Place): NotePart[] {
  const parts: NotePart[] = [];
  let end = 0;
  for (const { index, 0: whole, groups = {} } of text.matchAll(MARK)) {
    if (index > end) parts.push({ text: text.slice(end, index) });
    const { code, letter = '' } = groups;
    const step = steps.find((one) => one.letter === letter);
    if (code !== undefined) parts.push({ code });
    else if (step) parts.push({ letter, role: ROLES[step.from], href: stagePath(run, letter) });
    else parts.push({ text: letter });
    end = index + whole.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

/** `§4.1.3` of the grant's own RFC, `RFC 7636 §4.5` of another. */
export function showClause(
  { rfc, section }: { readonly rfc: number; readonly section: string },
  { rfc: own }: Pick<Place, 'rfc'>,
): ClauseView {
  return {
    text: rfc === own ? `§${section}` : `RFC ${rfc} §${section}`,
    href: `https://www.rfc-editor.org/rfc/rfc${rfc}#section-${section}`,
  };
}
