/** A mistake that is made on purpose: the menu, what is set, what came of it, and how it is mended. */
import { findFailure } from '../../failures/index.ts';
import { withEllipses } from '../../failures/pattern.ts';
import { eraOf } from '../../bitbucket/servers.ts';
import { findMistake } from '../../mistakes/index.ts';
import { isStranded, madeMistake, mendingNeeded, mistakenDraft } from '../../mistakes/outcome.ts';
import type { Mending, Mistake } from '../../mistakes/mistake.ts';
import type { Draft } from '../../runs/draft.ts';
import type { Run } from '../../runs/run.ts';
import { sayOfBitbucket } from '../show-statement.ts';
import type { MistakeGroup, MistakePart } from './mistake-view.ts';
import type { ActionsView } from './stage-view.ts';

/** What it brings where it runs, in the server’s words; nothing where it does not fail. */
function bringsOf(run: Run, { brings, words: own }: Mistake): MistakePart['brings'] {
  const era = eraOf(run.server.id);
  const slug = era && brings[era];
  const failure = slug === undefined ? undefined : findFailure(slug);
  if (!failure) return undefined;
  const words = failure.texts.find(
    ({ text, by, era: of = era }) => !by && of === era && (own ?? text) === text,
  );
  return {
    text: withEllipses(words?.text ?? failure.title).replace(/\.$/, ''),
    href: `/errors/${failure.slug}`,
    isAssumed: words?.isAssumed === true,
  };
}

/** The clock is the visitor's, and stays turned. */
const AGES_ALL = 'Your other runs of this era age with it.';

/** @param isSet It has not been sent yet. */
export function showMistake(run: Run, draft: Draft, isSet: boolean): MistakePart[] {
  const mistake = findMistake(draft.mistake);
  return mistake ? [describeMistake(run, mistake, isSet)] : [];
}

export function describeMistake(run: Run, mistake: Mistake, isSet: boolean): MistakePart {
  const { name, statement } = mistake;
  const notes = [mistake.note ?? [], mistake.passes === undefined ? [] : AGES_ALL].flat();
  const brings = bringsOf(run, mistake);
  const mending = !isSet && run.failure ? describeMending(mistake, mendingNeeded(run)) : undefined;
  return {
    kind: 'mistake',
    isSet,
    name,
    ...(notes.length > 0 && { note: notes.join(' ') }),
    ...(brings && { brings }),
    // With a failure, its entry says it.
    ...(statement !== undefined &&
      !run.failure &&
      !isStranded(run) && { statement: sayOfBitbucket(statement) }),
    ...(mending !== undefined && { mending }),
  };
}

/** Of a request that went out well: where its answer says what was wrong with it. */
export function showMadeMistake(run: Run, letter: string): MistakePart[] {
  const draft = mistakenDraft(run);
  const isElsewhere = run.failedStep === letter && draft !== undefined && draft.step !== letter;
  return isElsewhere ? showMistake(run, draft, false) : [];
}

/** Said where the same request would not do. */
function describeMending({ step }: Mistake, mend: Mending | undefined): string | undefined {
  if (mend === 'refresh') return 'A new access token comes first: refresh, then call again.';
  if (mend === undefined) return undefined;
  if (step === 'A' || step === 'B') return 'Its state is used: mending begins with a new run.';
  return step === 'D' || step === 'server'
    ? 'Its code is spent: mending begins where a fresh one is made.'
    : 'These tokens are of no more use: mending begins where new ones are made.';
}

/** What the button does that mends it. @param start Where a run of the grant begins. */
export function mendingOf(run: Run, start: string): ActionsView['next'] {
  if (!madeMistake(run)) return undefined;
  // A call of its own gives way to those that the page shows.
  const isOwnCall = mistakenDraft(run)?.path !== undefined;
  const text = isOwnCall ? 'Call what the token may' : 'Mend and send again';
  const { grantSlug, server, token } = run;
  const mend = mendingNeeded(run);
  if (mend === undefined) return { kind: 'post', action: `/${grantSlug}/mend`, text };
  if (mend === 'refresh' && token?.refreshToken !== undefined)
    return { kind: 'post', action: `/${grantSlug}/refresh`, text: 'Mend: refresh first' };
  const href = `${start}?server=${server.id}&pace=step`;
  return { kind: 'link', href, text: 'Mend with a new run' };
}

const isOfServer = ({ step }: Mistake) => step === 'server';
const isOfPerson = ({ step }: Mistake) => step === 'B';
const isOwn = (mistake: Mistake) => !isOfServer(mistake) && !isOfPerson(mistake);

/** @param offered Those that can be made in the message of the step. */
export function showMistakes(
  run: Run,
  offered: readonly Mistake[],
  step: string,
): Pick<ActionsView, 'mistakes' | 'chip'> {
  const id = step === 'C' ? run.replay?.mistake : run.waiting?.mistake;
  const set = step === 'C' || run.waiting?.step === step ? findMistake(id) : undefined;
  const choices = (of: (mistake: Mistake) => boolean): MistakeGroup['choices'] =>
    offered.filter(of).map((one) => ({
      id: one.id,
      name: one.name,
      brings: bringsOf(run, one)?.text ?? 'does not fail here',
      isSet: one === set,
    }));
  const groups = [
    { title: 'Make one mistake in this message', choices: choices(isOwn) },
    { title: 'Or have the person bring something else', choices: choices(isOfPerson) },
    { title: 'Or let the server be in trouble', choices: choices(isOfServer) },
  ];
  return {
    mistakes: groups.filter((group) => group.choices.length > 0),
    ...(set?.step === 'server' && { chip: set.name }),
  };
}
