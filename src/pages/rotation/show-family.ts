/** The family of a refresh token as a tree: under each token its uses, under each use the token that it brought. */
import { broughtBy } from '../../rotation/rehearsal.ts';
import type { Rehearsal, Use } from '../../rotation/rehearsal.ts';

export interface TokenView {
  readonly name: string;
  /** Where it came from, where it ended up: a few words. */
  readonly words: string;
  readonly isStored: boolean;
  readonly uses: readonly UseView[];
  /** Workers who found it in the store. */
  readonly readers: readonly ReaderView[];
}

export interface UseView {
  readonly by: string;
  readonly at: string;
  /** `400 unauthorized_client` */
  readonly answer: string;
  readonly isRefused: boolean;
  /** The token had been used before, and was taken all the same. */
  readonly isAgain: boolean;
  readonly child?: TokenView;
}

export interface ReaderView {
  readonly by: string;
  readonly at: string;
}

export function showFamily(rehearsal: Rehearsal): TokenView {
  const uses = [...rehearsal.uses, ...rehearsal.checks];

  const showToken = (name: string, words: string): TokenView => {
    const ofToken = uses.filter(({ presented }) => presented === name);
    return {
      name,
      words,
      isStored: name === rehearsal.stored,
      uses: ofToken.map((use) => showUse(use, ofToken)),
      readers: rehearsal.waits
        .filter(({ reads }) => reads === name)
        .map(({ by, from, until }) => ({ by: capitalize(by), at: showTime(from, until) })),
    };
  };
  const showUse = (use: Use, ofToken: readonly Use[]): UseView => {
    const { by, sentAt, answeredAt, answer } = use;
    const brought = broughtBy(use);
    return {
      by: by === '' ? 'Afterwards' : capitalize(by),
      at: showTime(sentAt, answeredAt),
      answer: 'error' in answer ? `${answer.status} ${answer.error}` : `${answer.status}`,
      isRefused: brought === undefined,
      isAgain: brought !== undefined && use !== ofToken.find(broughtBy),
      ...(brought !== undefined && { child: showToken(brought, fateOf(brought, rehearsal)) }),
    };
  };
  return showToken('R1', 'from the sign-in');
}

/** What became of a token that a refresh brought, when all workers were done. */
function fateOf(name: string, { stored, checks }: Rehearsal): string {
  if (name === stored) return 'in the store';
  const isOfCheck = checks.some((check) => broughtBy(check) === name);
  return isOfCheck ? 'the stored token was still good' : 'overwritten: nobody has it any more';
}

const MINUTE_MS = 60_000;

/** Since the workers began, by the sandbox's clock, which a rehearsal turns: `0 to 7 ms`, or minutes alone. */
function showTime(from: number, until: number): string {
  if (from >= MINUTE_MS) return `${Math.floor(from / MINUTE_MS)} minutes later`;
  return from === until ? `${from} ms` : `${from} to ${until} ms`;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
