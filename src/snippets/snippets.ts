/** All that the pages are given of the programs. */
import type { Target } from './commands.ts';
import type { Shelf } from './shelf.ts';

export interface Snippets {
  readonly shelf: Shelf;
  /** By the id of the server: `bitbucket`, `sandbox-current`. */
  readonly targets: ReadonlyMap<string, Target>;
  /** Of the app, where each file can be fetched. */
  readonly origin: string;
}
