/** A step as code: its program, or the very exchange of the run as a command. */
import type { Step } from '../../grants/facts/grant-facts.ts';
import { toCurl } from '../../wire/curl.ts';
import type { Exchange } from '../../wire/exchange.ts';
import { maskText } from '../../wire/redaction.ts';
import type { Coding } from './coding.ts';
import type { Looking } from './looking.ts';
import type { CodePart } from './message-view.ts';
import type { Choice, ProgramPart } from './program-view.ts';
import { showLanguages, showProgram } from './show-program.ts';

export function showStepAsCode(
  { letter }: Step,
  record: Exchange | undefined,
  looking: Looking,
  coding: Coding,
): ProgramPart | CodePart | undefined {
  const { grant, run } = looking;
  const standpoint = { grant, run, letter, coding };
  const sent = record?.channel === 'back' ? record : undefined;
  const program = showProgram(standpoint, sent !== undefined);
  return program ?? (sent && showCode(sent, looking, showLanguages(standpoint, true)));
}

/** @param languages The other ways to see it as code: none where no program has the step. */
function showCode(
  { request }: Exchange,
  { secrets }: Looking,
  languages: readonly Choice[],
): CodePart {
  const url = maskText(request.url, secrets)
    .map(({ text }) => text)
    .join('');
  const code = toCurl({ ...request, url });
  return { kind: 'code', label: 'curl', code, ...(languages.length > 1 && { languages }) };
}
