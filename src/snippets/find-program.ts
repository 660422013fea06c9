/** Which program is shown: of those that have a step, the one in the reader's language. */
import { languages } from './languages.ts';
import { PROGRAMS_FOR_TOKENS } from './programs.ts';
import type { ProgramSources, Source } from './program-sources.ts';

/** For whoever has chosen none: the stack of this app. */
const DEFAULT_LANGUAGE = 'typescript';

/** Is it of one of these letters? */
export const isOf =
  (...letters: readonly string[]) =>
  (mark: Source['marks'][number]): boolean =>
    mark.letters.some((one) => letters.includes(one));

/** @returns In each language the program that has lines of the step: the grant's own, or the shared one. */
export function findForStep({ sources }: ProgramSources, grant: string, letter: string): Source[] {
  const fitting = sources().filter(({ marks }) => marks.some(isOf(letter)));
  const shared = PROGRAMS_FOR_TOKENS.find(({ steps }) => steps.includes(letter));
  return languages.flatMap(({ slug }) => {
    const ofLanguage = fitting.filter(({ language }) => language.slug === slug);
    const named = (name: string | undefined) => ofLanguage.find((one) => one.name === name);
    return named(grant) ?? named(shared?.name) ?? [];
  });
}

/** @param language The reader's choice, or anything. @returns None where there are none. */
export function chooseSource(
  sources: readonly Source[],
  language: string | undefined,
): Source | undefined {
  const isIn = (slug: string | undefined) => sources.find((one) => one.language.slug === slug);
  return isIn(language) ?? isIn(DEFAULT_LANGUAGE) ?? sources[0];
}
