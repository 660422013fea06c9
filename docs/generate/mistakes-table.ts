/** The table of the mistakes that can be made on purpose. */
import { findFailure } from '../../src/failures/index.ts';
import type { Mistake, Outcome } from '../../src/mistakes/mistake.ts';
import { renderTable } from './table.ts';

export function showMistakesTable(mistakes: readonly Mistake[]): string {
  return renderTable(
    ['Step', 'Mistake', '`mistake=`', 'Current era', 'Legacy era'],
    mistakes.map(({ step, name, id, brings }) => [
      step === 'server' ? 'Server' : step,
      name,
      `\`${id}\``,
      describe(brings.current),
      describe(brings.legacy),
    ]),
  );
}

function describe(outcome: Outcome | undefined): string {
  if (outcome === undefined) return '';
  return outcome === 'none' ? 'does not fail' : (findFailure(outcome)?.title ?? '');
}
