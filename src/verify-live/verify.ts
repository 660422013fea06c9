/** Makes every try, one after the other, and holds what was seen against the list. */
import { eraseText } from '../wire/redaction.ts';
import { spellingsOf } from '../wire/find-secrets.ts';
import { statements } from '../statements/index.ts';
import type { Statement, TryId } from '../statements/statement.ts';
import { openSession } from './session.ts';
import { NotTriedError } from './target.ts';
import type { Target } from './target.ts';
import { tries } from './tries/index.ts';
import type { Finding, Try } from './try.ts';

export type Verdict = 'as listed' | 'otherwise' | 'recorded' | 'not tried';

export interface Result {
  readonly statement: Statement;
  readonly expects: string;
  readonly verdict: Verdict;
  /** What was seen, or why it was not tried. */
  readonly seen: string;
}

export interface Plan {
  readonly statement: Statement;
  readonly id: TryId;
  readonly attempt: Try;
}

/** Of each statement that can be tried, in the order of the tries. */
export const plan: readonly Plan[] = Object.entries(tries).flatMap(([id, attempt]) =>
  statements.flatMap((statement) =>
    statement.tryIt === id ? [{ statement, id: statement.tryIt, attempt }] : [],
  ),
);

/** @param tell Called with each result as it comes. */
export async function verify(
  target: Target,
  tell: (result: Result) => void = () => {},
): Promise<readonly Result[]> {
  const session = openSession(target);
  const results: Result[] = [];
  for (const { statement, attempt } of plan) {
    const { seen, verdict } = await make(() => attempt.run(session));
    const known = spellingsOf([...session.secrets]);
    const result: Result = {
      statement,
      expects: attempt.expects,
      verdict,
      seen: eraseText(seen, known, '[left out]'),
    };
    results.push(result);
    tell(result);
  }
  return results;
}

async function make(run: () => Promise<Finding>): Promise<{ seen: string; verdict: Verdict }> {
  try {
    const { seen, holds } = await run();
    if (holds === undefined) return { seen, verdict: 'recorded' };
    return { seen, verdict: holds ? 'as listed' : 'otherwise' };
  } catch (error) {
    if (error instanceof NotTriedError) return { seen: error.message, verdict: 'not tried' };
    return { seen: `no answer: ${describeFailure(error)}`, verdict: 'not tried' };
  }
}

/** `ECONNREFUSED`, `TimeoutError`: the words of `fetch` may hold the address, and with it a token. */
function describeFailure(error: unknown): string {
  const { name, cause } = error as { name?: unknown; cause?: { code?: unknown } };
  return String(cause?.code ?? name);
}
