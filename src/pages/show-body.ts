/** The body of an answer, ready for a page: laid out, masked, and no longer than what is looked at. */
import { cutBetweenWords, cutText } from '../wire/cut.ts';
import { layOutJson } from '../wire/lay-out-json.ts';
import type { TextPart } from '../wire/redaction.ts';

const LONGEST_SHOWN = 1_500;
/** For that: two tokens of the longest kind, and what stands around them. */
const LONGEST_LOOKED_AT = 20 * 1024;
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

/** Its beginning, for a page that shows many: a token takes no more room there than its mask. */
export function showBeginning(body: string, toParts: ToParts): ShownBody {
  // Most bodies fill the room at the first look; after a token, one looks further.
  for (let longest = 2 * LONGEST_SHOWN; ; longest *= 3) {
    const laidOut = layOutJson(body, longest);
    const shown = shorten(toParts(cutBetweenWords(laidOut, longest)), LONGEST_SHOWN);
    if (laidOut.length <= longest) return shown;
    if (shown.isCut || longest > LONGEST_LOOKED_AT) return { ...shown, isCut: true };
  }
}

/** Only what was masked: half a secret is found no longer, and a whole one takes more room than its mask. */
function shorten(parts: readonly TextPart[], longest: number): ShownBody {
  const body: TextPart[] = [];
  let room = longest;
  for (const part of parts) {
    const text = cutText(part.text, room);
    if (room > 0) body.push({ ...part, text });
    if (text !== part.text) return { body, isCut: true };
    room -= text.length;
  }
  return { body, isCut: false };
}
