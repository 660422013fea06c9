/** Stages as the mechanism would show them, written by hand: one for each state that a page can be in. */
import type { StageView } from '../../../src/pages/stage/stage-view.ts';
import { apiDone } from './fixtures/api.ts';
import { clientDone, doneE, expiredToken, shownToken } from './fixtures/done.ts';
import { deniedC, failedD } from './fixtures/failed.ts';
import { nothingRun, notThere } from './fixtures/nothing-run.ts';
import { atA, atD, changedD, implicitAtF, passwordAtA } from './fixtures/paused.ts';
import { codeOfD, wireOfD } from './fixtures/raw.ts';

/** By what each shows. */
export const STAGES: Readonly<Record<string, StageView>> = {
  'nothing run': nothingRun,
  'bitbucket.org, not set up': notThere,
  'A, paused': atA,
  'D, paused': atD,
  'D, changed and kept': changedD,
  'D, failed': failedD,
  'C, denied': deniedC,
  'E, done': doneE,
  'E, token shown': shownToken,
  'E, token expired': expiredToken,
  'API, done': apiDone,
  'client credentials, done': clientDone,
  'implicit, loop': implicitAtF,
  'password, form': passwordAtA,
  'D, on the wire': wireOfD,
  'D, code': codeOfD,
};
