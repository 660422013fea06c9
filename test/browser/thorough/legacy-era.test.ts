/** The grants in the legacy era, and step by step: what `grants.test.ts` has of the current one. */
import { describe, it } from '@jest/globals';
import type { EraName } from '../person.ts';
import { openRoom } from '../support.ts';
import {
  ACTORS,
  expectClientToRun,
  expectCodeToRun,
  expectClientToRunByStep,
  expectCodeToRunByStep,
} from '../whole-runs.ts';

const room = openRoom();

describe('Authorization Code Grant (RFC 6749 §4.1)', () => {
  it('S28 runs in the legacy era, signed in by a click, to the API results (A-E)', () =>
    expectCodeToRun(room, 'legacy'));

  it('S28 runs in the legacy era step by step: each message is looked at before it leaves', () =>
    expectCodeToRunByStep(room, 'legacy'));
});

describe('Client Credentials Grant (RFC 6749 §4.4)', () => {
  it(`S28 runs in the legacy era, where the token acts as ${ACTORS.legacy[0]}, to the API results (A, B)`, () =>
    expectClientToRun(room, 'legacy'));

  it.each<EraName>(['current', 'legacy'])('S28 runs in the %s era step by step', (era) =>
    expectClientToRunByStep(room, era),
  );
});
