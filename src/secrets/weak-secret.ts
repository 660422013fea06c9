/** Secrets that somebody might guess: one rule for every secret that a person chooses. */

const SHORTEST = 32;
/** 32 random hexadecimal digits have fewer once in 26 million times. */
const FEWEST_DISTINCT = 8;
/** What must be left once the words are gone that everybody tries first. */
const SHORTEST_REST = 16;

const FIX = '`openssl rand -base64 32` makes one';

/** Out of tutorials, templates and lists of passwords. */
const WELL_KNOWN = `abc admin and application authentication battery bitbucket cat change changeit
  changeme configuration control cookie correct default demo dev development dragon example express for
  hello horse iloveyou key keyboard letmein local login long monkey my not oauth pass passw0rd password
  placeholder please production qwerty random replace root sandbox secret secure session staple string
  super test the this token trustno1 user value very welcome world your 123 1234 12345 123456 1234567890`
  .split(/\s+/)
  .toSorted((one, other) => other.length - one.length); // `password` before `pass`

const WORDS_AND_GAPS = new RegExp(`${WELL_KNOWN.join('|')}|[\\s._-]`, 'gi');

/** @returns What is wrong with it and what to do, never the secret itself; nothing where it will do. */
export function findWeakness(secret: string): string | undefined {
  if (secret.length < SHORTEST) return `must have at least ${SHORTEST} characters: ${FIX}`;
  if (new Set(secret).size < FEWEST_DISTINCT) {
    return `has fewer than ${FEWEST_DISTINCT} different characters: ${FIX}`;
  }
  if (isRepeated(secret)) return `says the same again and again: ${FIX}`;
  if (isSequence(secret)) return `counts letters or digits up or down: ${FIX}`;
  if (secret.replace(WORDS_AND_GAPS, '').length < SHORTEST_REST) {
    return `is made of well-known words: ${FIX}`;
  }
  return undefined;
}

/** `abcdabcdab`: the same as itself, some characters on. */
function isRepeated(secret: string): boolean {
  for (let shift = 1; shift <= secret.length / 2; shift += 1) {
    if (secret.slice(shift) === secret.slice(0, -shift)) return true;
  }
  return false;
}

/** `abcdefgh…`, `98765…`, `aaaabbbb…`: most characters are next to the one before. */
function isSequence(secret: string): boolean {
  const codes = Array.from(secret, (character) => character.codePointAt(0) ?? 0);
  const steps = codes.filter((code, at) => at > 0 && Math.abs(code - (codes[at - 1] ?? 0)) <= 1);
  return steps.length > secret.length / 2;
}
