/** Texts that are shortened say so: their last character is the mark, and maskText looks for it. */

export const CUT_MARK = '…';

/** @returns At most `longest` characters, the mark among them. */
export function cutText(text: string, longest: number): string {
  if (text.length <= longest) return text;
  // Copied: a slice would keep all of the text in memory.
  const kept = Buffer.from(text.slice(0, Math.max(0, longest - 1))).toString();
  return kept + CUT_MARK;
}
