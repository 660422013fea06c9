/** A mistake is set in the request that waits, and undone: nothing is sent, and nothing happens on the other side yet. */
import { apiRequests, refreshRequest } from '../runs/draft.ts';
import type { Draft } from '../runs/draft.ts';
import { exchangeOfAnswer } from '../runs/run.ts';
import type { Run } from '../runs/run.ts';
import { withoutMistake } from './edits.ts';
import { findMistake, mistakes } from './index.ts';
import type { Mistake } from './mistake.ts';
import { canHappenOn } from './where-possible.ts';
import type { MistakeSandboxes } from './where-possible.ts';

/** The request with the mistake in it, in the place of any other; nothing where it has no place there. */
export function setMistake(run: Run, draft: Draft, mistake: Mistake): Draft | undefined {
  const asItWas = withoutMistake(draft);
  const made = mistake.edit ? mistake.edit(asItWas, run) : asItWas;
  return made && { ...made, mistake: mistake.id };
}

/** An answer that was used, and has brought its code. */
export function isReplayable(run: Run, step: string): boolean {
  return step === 'C' && exchangeOfAnswer(run) !== undefined && run.failure === undefined;
}

/** Of the step that is looked at: the request in which a mistake can be made, now or once more. */
export function breakableDraft(run: Run, step: string): Draft | undefined {
  const { waiting, token } = run;
  if (waiting?.step === step) return waiting;
  // What the person does at the server is decided on before the browser is sent there.
  if (step === 'B' && waiting?.endpoint === 'authorization') return waiting;
  if (step === 'API' && token) return apiRequests();
  return step === 'Refresh' && token?.refreshToken !== undefined ? refreshRequest() : undefined;
}

/** The mistakes that can be made in the message of the step. */
export function offerMistakes(run: Run, step: string, sandboxes: MistakeSandboxes): Mistake[] {
  const draft = breakableDraft(run, step);
  const possible = mistakes.filter((one) => canHappenOn(one, run.server.id, sandboxes));
  if (isReplayable(run, step)) return possible.filter(({ replay }) => replay !== undefined);
  if (!draft) return [];
  return possible.filter(
    (mistake) =>
      (step !== 'B' || mistake.step === 'B') &&
      isAbout(mistake, draft) &&
      setMistake(run, draft, mistake) !== undefined,
  );
}

function isAbout({ step }: Mistake, draft: Draft): boolean {
  if (step === 'A') return draft.endpoint === 'authorization';
  if (step === 'B') return draft.endpoint === 'authorization' || draft.endpoint === 'form';
  if (step === 'D') return draft.endpoint === 'token' && draft.step !== 'Refresh';
  if (step === 'server') return draft.endpoint === 'token' || draft.endpoint === 'api';
  return step === draft.step;
}

/** What is to wait in the place of a draft, where the mistake that was planned for the run is due. */
export function armPlanned(run: Run, draft: Draft): Draft | undefined {
  const mistake = findMistake(run.planned);
  if (!mistake) return undefined;
  if (mistake.replay && isReplayable(run, 'C')) {
    run.replay = { mistake: mistake.id };
    delete run.planned;
    return draft;
  }
  const isRefreshable = draft.endpoint === 'api' && run.token?.refreshToken !== undefined;
  const due = mistake.step === 'Refresh' && isRefreshable ? refreshRequest() : draft;
  const armed = isAbout(mistake, due) ? setMistake(run, due, mistake) : undefined;
  if (armed) delete run.planned;
  return armed ?? pauseForWant(run, draft, isAbout(mistake, due) && mistake.step !== 'server');
}

/** Its request is this one and has no place for it, or none comes any more: the run pauses, and says so. */
function pauseForWant(run: Run, draft: Draft, isItsOwn: boolean): Draft | undefined {
  if (!isItsOwn && draft.endpoint !== 'api') return undefined;
  run.misplaced = run.planned;
  delete run.planned;
  return draft;
}
