/** The page `/errors`: every failure by where it happens, all or those of one era. */
import { BOTH_ERAS } from '../../statements/eras.ts';
import type { EraName } from '../../statements/eras.ts';
import { failures } from '../../failures/index.ts';
import { readProse } from '../prose.ts';
import type { ProsePart } from '../prose.ts';
import { sayOfBitbucket } from '../show-statement.ts';
import { PLACES } from './places.ts';
import type { Place } from './places.ts';
import { showLine } from './show-known-failure.ts';
import type { FailureLine } from './show-known-failure.ts';

export interface ErrorsView {
  readonly count: number;
  readonly groups: readonly (Pick<Place, 'id' | 'title' | 'steps'> & {
    readonly hint: readonly ProsePart[];
    readonly lines: readonly (FailureLine & { readonly known: string })[];
  })[];
  readonly eras: readonly {
    readonly name: string;
    readonly href: string;
    readonly isShown: boolean;
  }[];
}

const CHOICES = [undefined, ...BOTH_ERAS];

const NAMES: Readonly<Record<EraName, string>> = { current: 'Current', legacy: 'Legacy' };

/** @param named As it stands in the address; anything but an era is both. */
export function showErrors(named?: string): ErrorsView {
  const shownEra = BOTH_ERAS.find((era) => era === named);
  const shown = failures.filter(({ eras }) => shownEra === undefined || eras.includes(shownEra));
  const groups = PLACES.map(({ id, title, hint, steps, where }) => ({
    id,
    title,
    hint: readProse(hint),
    steps,
    lines: shown
      .filter((failure) => where.includes(failure.where))
      .map((failure) => ({ ...showLine(failure), known: knownOf(failure.statements[0]) })),
  }));
  return {
    count: shown.length,
    groups: groups.filter(({ lines }) => lines.length > 0),
    eras: CHOICES.map((era) => ({
      name: era === undefined ? 'Both eras' : NAMES[era],
      href: era === undefined ? '/errors' : `/errors?era=${era}`,
      isShown: era === shownEra,
    })),
  };
}

/** By the statement that it rests on. */
function knownOf(id: string | undefined): string {
  return id === undefined ? 'not known' : sayOfBitbucket(id).status;
}
