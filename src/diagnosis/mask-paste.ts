/** Takes the secrets out of what somebody pasted, before anything else looks at it. */
import { findGroups, findNamed } from '../wire/find-secrets.ts';
import type { Span } from '../wire/find-secrets.ts';
import { maskSpans } from '../wire/redaction.ts';
import type { TextPart } from '../wire/redaction.ts';
import {
  LOOKS_LIKE_TOKEN,
  OPAQUE,
  PASSWORD_BEFORE,
  QUOTED_TOKENS,
  SECRET_SHAPES,
} from './secret-shapes.ts';

/** `code` is the name of a secret, and of what is none: `400`, `ECONNREFUSED`, `invalid_grant`, `undefined`. */
const NO_SECRET =
  /^(?:\d{3}|E[A-Z]+(?:_[A-Z]+)*|[a-z]+(?:_[a-z]+)+|undefined|null|None|<.*|\.+|\*+)$/;

/** @param text Its lines end with `\n`. @returns The text in parts, what was secret masked. */
export function maskPaste(text: string): TextPart[] {
  const wordAt = ([from, to]: Span) => text.slice(from, to);
  const shaped = SECRET_SHAPES.flatMap((shape) => findGroups(text, shape));
  const quoted = findGroups(text, QUOTED_TOKENS).filter((span) =>
    LOOKS_LIKE_TOKEN.test(wordAt(span)),
  );
  const opaque = findGroups(text, OPAQUE).filter((span) =>
    [/\d/, /[a-z]/, /[A-Z]/].every((kind) => kind.test(wordAt(span))),
  );
  const isSecret = (span: Span) =>
    !NO_SECRET.test(wordAt(span)) ||
    // Under the name of a password it is one all the same.
    PASSWORD_BEFORE.test(text.slice(Math.max(0, span[0] - 40), span[0]));
  return maskSpans(text, [...findNamed(text), ...shaped, ...quoted, ...opaque].filter(isSecret));
}
