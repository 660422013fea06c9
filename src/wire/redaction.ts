/** Masks codes, tokens and secrets in whatever text is about to be shown. */
import { mask, maskBeginning } from '../secrets/mask.ts';
import { CUT_MARK } from './cut.ts';
import { findKnown, findNamed, inOrder, trimCut } from './find-secrets.ts';
import type { Span } from './find-secrets.ts';

/** A piece of text: plain, or what is left of a secret. */
export interface TextPart {
  readonly text: string;
  readonly isMasked: boolean;
}

/**
 * Splits a text into plain parts and masked secrets.
 *
 * @param known Secrets of this run that must not show wherever they stand, in all their spellings.
 */
export function maskText(text: string, known: readonly string[] = []): TextPart[] {
  const whole = trimCut(text);
  return maskSpans(text, [...findNamed(whole), ...findKnown(whole, known)]);
}

/** Masks what stands at these places of a text, in whatever order they were found. */
export function maskSpans(text: string, spans: readonly Span[]): TextPart[] {
  const whole = trimCut(text);
  const isCut = whole !== text;
  return split(text, inOrder(spans)).map(({ text: part, isSecret, to }) => {
    if (!isSecret) return { text: part, isMasked: false };
    // The end of a secret that was cut is not its end.
    const masked = isCut && to === whole.length ? maskBeginning(part, '') : mask(part);
    return { text: masked, isMasked: true };
  });
}

/** A text that is a secret from end to end. */
export function maskWhole(secret: string): TextPart[] {
  if (secret === '') return [];
  const whole = trimCut(secret);
  const text = whole === secret ? mask(secret) : maskBeginning(whole, CUT_MARK);
  return [{ text, isMasked: true }];
}

export function plain(text: string): TextPart[] {
  return text === '' ? [] : [{ text, isMasked: false }];
}

/**
 * Takes secrets out of a text for good. What only has the name of a secret stays.
 *
 * @param known In all their spellings.
 */
export function eraseText(text: string, known: readonly string[], mark: string): string {
  if (known.includes(text)) return mark;
  const whole = trimCut(text);
  const named = findNamed(whole).filter(([from, to]) => known.includes(whole.slice(from, to)));
  const spans = inOrder([...named, ...findKnown(whole, known)]);
  return split(text, spans)
    .map((part) => (part.isSecret ? mark : part.text))
    .join('');
}

/** As it is read, without the marks. */
export function joinParts(parts: readonly TextPart[]): string {
  return parts.map(({ text }) => text).join('');
}

interface Piece {
  readonly text: string;
  readonly isSecret: boolean;
  readonly to: number;
}

function split(text: string, spans: readonly Span[]): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const [from, to] of spans) {
    if (from > end) pieces.push({ text: text.slice(end, from), isSecret: false, to: from });
    pieces.push({ text: text.slice(from, to), isSecret: true, to });
    end = to;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), isSecret: false, to: text.length });
  return pieces;
}
