/** All that the pages are given of the programs. */
import type { Target } from './commands.ts';
import type { ProgramSources } from './program-sources.ts';

export interface Snippets {
  readonly programs: ProgramSources;
  /** By the id of the server: `bitbucket`, `sandbox-current`. */
  readonly targets: ReadonlyMap<string, Target>;
  /** Of the app, where each file can be fetched. */
  readonly origin: string;
}
