/** The words of a grant with their three marks, taken apart so that a template prints each part escaped. */
import type { Prose } from '../grants/facts/grant-facts.ts';

export type ProsePart =
  | { readonly kind: 'plain' | 'code' | 'strong'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

const MARK = /`(?<code>[^`]+)`|\*\*(?<strong>.+?)\*\*|\[(?<link>[^\]]+)\]\((?<href>[^)]+)\)/g;

export function readProse(prose: Prose): ProsePart[] {
  const parts: ProsePart[] = [];
  let end = 0;
  for (const { index, 0: whole, groups = {} } of prose.matchAll(MARK)) {
    if (index > end) parts.push({ kind: 'plain', text: prose.slice(end, index) });
    const { code, strong, link = '', href = '' } = groups;
    if (code !== undefined) parts.push({ kind: 'code', text: code });
    else if (strong !== undefined) parts.push({ kind: 'strong', text: strong });
    else parts.push({ kind: 'link', text: link, href });
    end = index + whole.length;
  }
  if (end < prose.length) parts.push({ kind: 'plain', text: prose.slice(end) });
  return parts;
}

/** Where there is room for no more: up to its full stop. */
export function firstSentence(prose: Prose): Prose {
  return prose.split(/(?<=\.) /)[0] ?? prose;
}
