/** One option of a sandbox by itself. */
import type { Rule } from './rules.ts';

export interface SandboxOption {
  /** On the command line, after two dashes; `SANDBOX_…` in the environment follows from it. */
  flag: string;
  /** What follows the flag; a switch has `sets` instead: what it stands for. */
  takes?: string;
  sets?: boolean;
  default?: string | number | boolean;
  /** Where a test in the same process starts it, if that is another. */
  defaultInLibrary?: number;
  /** What holds without it, where no default value says so. */
  otherwise?: string;
  words: string;
  findFault: Rule;
  /** From the text of a flag or a variable; what it cannot read, it leaves as it is. */
  read?: (text: string) => unknown;
  /** It is not shown when it is refused. */
  isSecret?: true;
}

/** Flags stand in lists of processes, and service containers take none. */
export function variableOf({ flag }: SandboxOption): string {
  return `SANDBOX_${flag.toUpperCase().replaceAll('-', '_')}`;
}
