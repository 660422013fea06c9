/** What a check has found, in words that a person can act on; no secret is in it. */
import type { FailureSlug } from '../failures/index.ts';
import type { StatementId } from '../statements/index.ts';

/** `note`: good to know, and nothing is wrong. */
export type FindingVerdict = 'fine' | 'note' | 'fault' | 'cannot tell';

export interface Finding {
  readonly about: string;
  readonly verdict: FindingVerdict;
  readonly says: string;
  readonly whatToDo?: string;
  /** What is known of live Bitbucket about it. */
  readonly statement?: StatementId;
  /** Its entry in the catalogue of failures. */
  readonly failure?: FailureSlug;
}

type More = Pick<Finding, 'whatToDo' | 'statement' | 'failure'>;

export function fine(about: string, says: string, more: More = {}): Finding {
  return { about, verdict: 'fine', says, ...more };
}

export function note(about: string, says: string, more: More = {}): Finding {
  return { about, verdict: 'note', says, ...more };
}

export function fault(about: string, says: string, more: More = {}): Finding {
  return { about, verdict: 'fault', says, ...more };
}

export function cannotTell(about: string, says: string, more: More = {}): Finding {
  return { about, verdict: 'cannot tell', says, ...more };
}

/** 0: all is fine; 1: something is wrong; 2: it cannot be told whether it is. */
export function exitCodeOf(findings: readonly Finding[]): 0 | 1 | 2 {
  const verdicts = new Set(findings.map(({ verdict }) => verdict));
  if (verdicts.has('fault')) return 1;
  return verdicts.has('cannot tell') ? 2 : 0;
}
