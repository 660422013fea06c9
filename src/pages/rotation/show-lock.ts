/** The lines of a program that are the lock, and the refresh under it: of the programs that the suite has run. */
import { rehearsalPath } from '../../rotation/choice.ts';
import type { Choice } from '../../rotation/choice.ts';
import type { Highlight } from '../../snippets/highlight.ts';
import { chooseSource, isOf } from '../../snippets/find-program.ts';
import { grammarOf } from '../../snippets/program-sources.ts';
import type { ProgramSources, Source } from '../../snippets/program-sources.ts';
import { addressBefore } from '../stage/address-of.ts';

export interface LockView {
  readonly languages: readonly {
    readonly text: string;
    readonly href: string;
    readonly isShown: boolean;
  }[];
  readonly file: string;
  /** HTML, in the order of the file. */
  readonly stretches: readonly string[];
  /** The whole of it, on the stage: where a grant has a refresh token. */
  readonly href?: string;
}

export interface Code {
  readonly programs: ProgramSources;
  readonly highlight: Highlight;
  /** Of the grant on whose stage it is shown. */
  readonly slug: string | undefined;
  /** As chosen. */
  readonly language: string | undefined;
}

/** @returns None where no program has a lock. */
export function showLock(
  { programs, highlight, slug, language }: Code,
  choice: Choice,
): LockView | undefined {
  const sources = programs.sources().filter(({ marks }) => marks.some(isOf('Lock')));
  const source = chooseSource(sources, language);
  if (!source) return undefined;
  const look = { view: 'code', language: source.language.slug };
  return {
    languages: sources.map((one) => ({
      text: one.language.name,
      href: `${rehearsalPath(choice)}&language=${one.language.slug}#lock`,
      isShown: one === source,
    })),
    file: source.file,
    stretches: cutOut(source, highlight(source.text, grammarOf(source))),
    ...(slug !== undefined && { href: addressBefore(slug, 'Refresh', look) }),
  };
}

function cutOut({ marks }: Source, lines: readonly string[]): string[] {
  return marks
    .filter(isOf('Lock', 'Refresh'))
    .map(({ from, to }) => lines.slice(from - 1, to).join('\n'));
}
