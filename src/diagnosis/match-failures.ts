/** Which failure of the catalogue a pasted text is: one that fits, a few that may, or none. */
import type { KnownFailure } from '../failures/index.ts';
import { MOST_OF_IT } from './find-texts.ts';
import type { Paste } from './read-paste.ts';
import { createScorer } from './score-failures.ts';
import type { Evidence, Scorer } from './score-failures.ts';

export type Diagnosis =
  | { readonly kind: 'one'; readonly evidence: Evidence; readonly others: readonly Evidence[] }
  /** Which of them it is cannot be told from the text. */
  | { readonly kind: 'several'; readonly nearest: readonly Evidence[] }
  | { readonly kind: 'unknown'; readonly nearest: readonly Evidence[] };

export type Match = (paste: Paste) => Diagnosis;

const NEAREST = 3;
/** A status and a place, or a code and a status: worth a look where the words are missing. */
const WORTH_A_LOOK = 8;
/** A status, a place and a field of the request: as good as words, if nothing else has as much. */
const TELLING = 10;
const CLEAR_BY = 2;

/** The patterns are made when something is pasted for the first time. */
export function createMatch(failures: readonly KnownFailure[]): Match {
  let score: Scorer | undefined;
  return (paste) => {
    score ??= createScorer(failures);
    const byScore = score(paste).toSorted((one, other) => other.score - one.score);
    return (
      judgeByText(byScore) ??
      judgeByCode(byScore, paste) ??
      judgeBySigns(byScore, paste) ??
      giveUp(byScore)
    );
  };
}

function judgeByText(byScore: readonly Evidence[]): Diagnosis | undefined {
  const found = byScore.filter(({ texts }) => texts.length > 0);
  const [first, second] = found;
  if (!first) return undefined;
  if (second && second.score === first.score) return several(found);
  return { kind: 'one', evidence: first, others: found.slice(1, 1 + NEAREST) };
}

/** Nothing but a code was pasted, and one failure alone has it. */
function judgeByCode(
  byScore: readonly Evidence[],
  { codes, normal }: Paste,
): Diagnosis | undefined {
  const [code] = codes;
  const isAllOfIt = code && code.to - code.from >= MOST_OF_IT * normal.text.length;
  const [first, ...more] = byScore.filter((evidence) => evidence.codes.length > 0);
  if (!isAllOfIt || !first) return undefined;
  return more.length > 0 ? several([first, ...more]) : { kind: 'one', evidence: first, others: [] };
}

/** What says something in words of its own is none of ours, however much the rest fits. */
function judgeBySigns(byScore: readonly Evidence[], paste: Paste): Diagnosis | undefined {
  if (!paste.isOfBitbucket || paste.hasWords) return undefined;
  const worth = byScore.filter(({ score }) => score >= WORTH_A_LOOK);
  const [first, second] = worth;
  if (!first) return undefined;
  const lead = first.score - (second?.score ?? 0);
  if (first.score < TELLING || lead < CLEAR_BY) return several(worth);
  return { kind: 'one', evidence: first, others: worth.slice(1, 1 + NEAREST) };
}

function giveUp(byScore: readonly Evidence[]): Diagnosis {
  const nearness = ({ score, likeness }: Evidence) => score + 10 * likeness;
  const near = byScore
    .filter(({ codes, isAlike }) => isAlike || codes.length > 0)
    .toSorted((one, other) => nearness(other) - nearness(one));
  return { kind: 'unknown', nearest: near.slice(0, NEAREST) };
}

function several(evidence: readonly Evidence[]): Diagnosis {
  return { kind: 'several', nearest: evidence.slice(0, NEAREST) };
}
