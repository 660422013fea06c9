/** From the answers to the advice: each combination has one. */
import type { Advice } from './advice.ts';
import * as app from './for-an-app.ts';
import * as person from './for-a-person.ts';
import type { Answers } from './questions.ts';

type Place = `${Answers['who']}, ${Answers['where']}`;

const ADVICE: Readonly<Record<Place, (later: Answers['later']) => Advice>> = {
  'person, server': person.onServer,
  'person, machine': person.onTheirMachine,
  'person, page': person.inPageAlone,
  'app, server': app.onServer,
  'app, machine': app.onMachine,
  'app, page': app.inPageAlone,
};

export function advise({ who, where, later }: Answers): Advice {
  return ADVICE[`${who}, ${where}`](later);
}
