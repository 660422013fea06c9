/** A mistake that an integrator makes, to be made on purpose: what it changes, and the failure that it must bring. */
import type { EraName } from '../failures/failure.ts';

/** The letter of a request, what the person or the browser brings, or the other side's own trouble. */
export type MistakeStep = 'A' | 'B' | 'C' | 'D' | 'API' | 'Refresh' | 'server';

export interface Mistake {
  /** In addresses and forms: `redirect-uri-longer-path`. */
  readonly id: string;
  readonly step: MistakeStep;
  /** What one chooses in the menu: `Another redirect URI: a longer path`. */
  readonly name: string;
  /** Slugs of the grants that have this step; absent: all that have it. */
  readonly grants?: readonly string[];
  /**
   * By era: the slug of the failure that it brings, `none` where it does not fail (and the page says so), absent
   * where the era does not have it.
   */
  readonly brings: Readonly<Partial<Record<EraName, string>>>;
}
