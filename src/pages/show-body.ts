/** The body of an answer, ready for a page: laid out, masked, and no longer than what is looked at. */
import { layOutJson } from '../wire/lay-out-json.ts';
import type { TextPart } from '../wire/redaction.ts';

/** Laid out. White space alone can be more than all the rest: then the body stands as it came. */
const LONGEST_WHOLE = 256 * 1024;
/** Plain and masked by turns. */
const MOST_PARTS = 2_000;

/** Masks a text. */
export type ToParts = (value: string) => TextPart[];

interface ShownBody {
  readonly body: readonly TextPart[];
  readonly isCut: boolean;
}

export function showWholeBody(body: string, toParts: ToParts): ShownBody {
  const laidOut = layOutJson(body, LONGEST_WHOLE);
  const parts = toParts(laidOut.length > LONGEST_WHOLE ? body : laidOut);
  return { body: parts.slice(0, MOST_PARTS), isCut: parts.length > MOST_PARTS };
}
