/** The programs that there are as files, and where each of them can be run. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { eraOf } from '../../../src/bitbucket/servers.ts';
import { grants } from '../../../src/grants/index.ts';
import type { EraName } from '../../../src/sandbox/index.ts';
import { type Language, languages } from '../../../src/snippets/languages.ts';
import { PROGRAMS_FOR_TOKENS } from '../../../src/snippets/programs.ts';

export const SNIPPETS = path.resolve(import.meta.dirname, '..', '..', '..', 'snippets');
const ERAS: readonly EraName[] = ['current', 'legacy'];

/** Of each grant that the sandbox has: no other can be shown to run. */
export const programs: readonly string[] = [
  ...grants.filter(({ runsOn }) => runsOn.some(eraOf)).map(({ slug }) => slug),
  ...PROGRAMS_FOR_TOKENS.map(({ name }) => name),
];

export interface ProgramFile {
  /** Below `snippets`, and in the record: `python/refresh.py`. */
  readonly name: string;
  readonly path: string;
  readonly language: Language;
  /** Of a grant, by its slug, or of `PROGRAMS_FOR_TOKENS`. */
  readonly program: string;
  /** Those of the sandbox that have its grant. */
  readonly eras: readonly EraName[];
}

export const programFiles: readonly ProgramFile[] = languages.flatMap((language) =>
  programs.map((program) => locate(language, program)).filter((file) => existsSync(file.path)),
);

function locate(language: Language, program: string): ProgramFile {
  const extension = program === 'implicit' ? 'html' : language.extension; // a page, for a browser
  const name = `${language.slug}/${program}.${extension}`;
  return { name, path: path.join(SNIPPETS, name), language, program, eras: erasOf(program) };
}

function erasOf(program: string): readonly EraName[] {
  const grant = grants.find(({ slug }) => slug === program);
  return grant ? ERAS.filter((era) => grant.runsOn.includes(`sandbox-${era}`)) : ERAS;
}
