/** Bitbucket's OAuth has two eras: `legacy` until spring 2026, `current` since (CHANGE-3052). The sandbox plays both. */

export type EraName = 'current' | 'legacy';

export const BOTH_ERAS: readonly EraName[] = ['current', 'legacy'];
