/** A 403 that somebody has pasted: what was required, what was granted, and what is missing. Contract §4.5, §4.6 */
import { findMissing, withoutImplied } from './least-scopes.ts';
import { GRANTED_HEADER, splitScopes } from './read-pasted-scopes.ts';

export interface Refusal {
  readonly required: readonly string[];
  readonly granted: readonly string[];
  readonly missing: readonly string[];
  /** To be asked for next time: what the token had, and what it lacked. */
  readonly ask: readonly string[];
}

/** The body, as JSON or as a language prints it, in a log line or alone; or the two headers. */
const REQUIRED = [
  /["']required["']\s*:\s*\[([^\]]*)\]/,
  /^[ \t<>*-]{0,8}x-accepted-oauth-scopes:([^\r\n]*)/im,
] as const;
const GRANTED = [/["']granted["']\s*:\s*\[([^\]]*)\]/, GRANTED_HEADER] as const;

/** @returns `undefined` where it does not say what was required. */
export function readRefusal(text: string): Refusal | undefined {
  const plain = text.replaceAll('\\"', '"');
  const required = find(REQUIRED, plain);
  if (!required || required.length === 0) return undefined;
  const granted = find(GRANTED, plain) ?? [];
  const missing = findMissing(required, granted);
  return { required, granted, missing, ask: withoutImplied([...granted, ...missing]) };
}

function find(places: readonly RegExp[], text: string): string[] | undefined {
  const found = places.map((place) => place.exec(text)?.[1]).find((one) => one !== undefined);
  return found === undefined ? undefined : splitScopes(found);
}
