/** How often something may be done, and how often it was. No type here needs another package. */

export interface Limit {
  /** How often within the window. */
  readonly points: number;
  /** The window begins with the first. */
  readonly seconds: number;
}

export interface Count {
  readonly points: number;
  /** Milliseconds since the epoch. */
  readonly endsAt: number;
}
