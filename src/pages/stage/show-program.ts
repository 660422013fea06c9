/** The program of a step: whole, the lines of the step marked, in the language that was chosen. */
import { chooseSource, findForStep, isOf } from '../../snippets/find-program.ts';
import { grammarOf, isPage } from '../../snippets/program-sources.ts';
import type { Source } from '../../snippets/program-sources.ts';
import { showDay } from '../show-moment.ts';
import { addressOf, addressBefore } from './address-of.ts';
import type { Look } from './address-of.ts';
import type { Standpoint } from './coding.ts';
import type { Choice, ProgramPart, Stretch } from './program-view.ts';
import { showRunning } from './show-running.ts';
import { stepName } from './step-names.ts';

const OF_A_PROGRAM =
  'The whole program, this step’s lines marked. The secret comes from the environment: none is here.';
const OF_A_PAGE =
  'The whole page, this step’s lines marked. Whoever sees it sees all of it: it has no secret.';

export function hasProgram({ grant, letter, coding }: Omit<Standpoint, 'run'>): boolean {
  return findForStep(coding.snippets.programs, grant.slug, letter).length > 0;
}

/** In the place of a language: the request of the run itself. */
const EXCHANGE = 'exchange';

/** Each way to see the step as code. @param hasExchange The run has sent it from server to server. */
export function showLanguages(standpoint: Standpoint, hasExchange: boolean): Choice[] {
  const { grant, letter, coding } = standpoint;
  const sources = findForStep(coding.snippets.programs, grant.slug, letter);
  const isExchange = hasExchange && (coding.language === EXCHANGE || sources.length === 0);
  const shown = isExchange ? undefined : chooseSource(sources, coding.language);
  const choice = (text: string, language: string, isShown: boolean): Choice => ({
    text,
    href: hrefOf(standpoint, { language }),
    isShown,
  });
  return [
    ...sources.map((source) =>
      choice(
        isPage(source) ? 'A page' : source.language.name,
        source.language.slug,
        source === shown,
      ),
    ),
    ...(hasExchange ? [choice('This exchange', EXCHANGE, isExchange)] : []),
  ];
}

/** @returns None where the step has no program, another thing is asked for, or nobody looks at code. */
export function showProgram(standpoint: Standpoint, hasExchange: boolean): ProgramPart | undefined {
  const { grant, letter, coding } = standpoint;
  const sources = findForStep(coding.snippets.programs, grant.slug, letter);
  const source = chooseSource(sources, coding.language);
  const isExchange = hasExchange && coding.language === EXCHANGE;
  if (!source || isExchange || !coding.highlight) return undefined;
  const lines = coding.highlight(source.text, grammarOf(source));
  const ran = source.run && describeRun(source.run);
  return {
    kind: 'program',
    text: isPage(source) ? OF_A_PAGE : OF_A_PROGRAM,
    languages: showLanguages(standpoint, hasExchange),
    file: source.file,
    download: `/programs/${source.language.slug}/${source.file}`,
    where: describeLines(source, letter),
    stretches: cutAtMarks(source, lines, letter),
    running: showRunning(source, standpoint, (target) => hrefOf(standpoint, { target })),
    ...(ran !== undefined && { ran }),
  };
}

/** The same code at this step, or another, with what was chosen. */
export function hrefOf({ grant, run, letter, coding }: Standpoint, change: Look): string {
  const look = {
    view: 'code',
    ...(coding.language !== undefined && { language: coding.language }),
    ...(coding.target !== undefined && { target: coding.target }),
    ...change,
  };
  return run ? addressOf(run, letter, look) : addressBefore(grant.slug, letter, look);
}

function describeLines({ marks }: Source, letter: string): string {
  const ranges = marks.filter(isOf(letter)).map(({ from, to }) => `${from}–${to}`);
  return `Lines ${ranges.join(', ')}`;
}

/** At the first and after the last line of each mark; the ends of lines stay where they are. */
function cutAtMarks({ marks }: Source, lines: readonly string[], letter: string): Stretch[] {
  const ofStep = marks.filter(isOf(letter));
  const cuts = [0, ...ofStep.flatMap(({ from, to }) => [from - 1, to]), lines.length];
  return cuts.slice(1).flatMap((end, index): Stretch[] => {
    const start = cuts[index] ?? 0;
    if (end <= start) return [];
    const html = lines.slice(start, end).join('\n') + (end < lines.length ? '\n' : '');
    const isMarked = index % 2 === 1;
    return [{ html, ...(isMarked && { label: `Lines of ${stepName(letter)}` }) }];
  });
}

function describeRun({ ranOn, with: toolChain, eras }: NonNullable<Source['run']>): string {
  const where = eras.length === 1 ? `the ${eras[0]} era` : `the eras ${eras.join(' and ')}`;
  return `Ran green on ${showDay(ranOn)} with ${toolChain}, against the sandbox in ${where}.`;
}
