/** What a pasted text tells of the request: the grant type, and the fields that bring a failure about. */
import type { SentMark } from '../failures/failure.ts';
import type { KnownFailure } from '../failures/index.ts';

export interface NameSign {
  readonly name: string;
  /** How much it tells this failure from the others. */
  readonly weight: number;
  readonly isIn: (text: string) => boolean;
}

/** So few failures have it that it tells them from the others. */
export const RARE = 4;
const WEIGHT = 1;
const RARE_WEIGHT = 4;
/** As far as a value is looked at. */
const VALUE = 100;

export function signsOf(failure: KnownFailure, all: readonly KnownFailure[]): NameSign[] {
  return namesOf(failure).map(([name, mark]) => {
    const count = all.filter((one) => namesOf(one).some(([other]) => other === name)).length;
    const isIn = mark === 'grant type' ? isValueIn(name) : isKeyIn(name, mark);
    return { name, weight: count <= RARE ? RARE_WEIGHT : WEIGHT, isIn };
  });
}

/** What is absent from a text tells nothing: who pastes it has left out most. */
function namesOf({ sent = {}, grantTypes = [] }: KnownFailure) {
  return [
    ...Object.entries(sent).filter(([, mark]) => mark !== 'absent'),
    ...grantTypes.map((name) => [name, 'grant type'] as const),
  ].filter(([name]) => name.length > 4); // “code:” stands in any log
}

/** `scope=…`, `"scope": …`, with the value that it must have. */
function isKeyIn(name: string, mark: SentMark): (text: string) => boolean {
  const key = new RegExp(`(?<!\\w)${name}["']? ?[=:] ?["']?`, 'i');
  return (text) => {
    const found = key.exec(text);
    if (!found || !(mark instanceof RegExp)) return found !== null;
    const from = found.index + found[0].length;
    return mark.test(text.slice(from, from + VALUE));
  };
}

/** `grant_type=password`; `refresh_token` is the name of a field, too. */
function isValueIn(name: string): (text: string) => boolean {
  const value = new RegExp(`[=:] ?["']?${name}(?!\\w)|(?<!\\w)${name}["']? ?[=:]`, 'i');
  return (text) => value.test(text);
}
