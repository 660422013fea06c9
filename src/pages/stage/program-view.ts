/** A program at a step: its lines, and how to run it on one's own machine. */
import type { ProsePart } from '../prose.ts';

export interface ProgramPart {
  readonly kind: 'program';
  /** What it is, and that no secret is in it: in the place of the message's text. */
  readonly text: string;
  readonly languages: readonly Choice[];
  /** `authorization-code.py` */
  readonly file: string;
  /** Where the very bytes are. */
  readonly download: string;
  /** Of the step: `Lines 31–52`. */
  readonly where: string;
  readonly stretches: readonly Stretch[];
  readonly running: RunningView;
  /** `Ran green on 26 November 2026 with Python 3.11.2, …`; absent: that is not recorded. */
  readonly ran?: string;
}

export interface Choice {
  readonly text: string;
  readonly href: string;
  readonly isShown: boolean;
}

/** Some lines, each with its end: together they are the file. */
export interface Stretch {
  /** Coloured and escaped. */
  readonly html: string;
  /** It is of the step: `Lines of D`. */
  readonly label?: string;
}

export interface RunningView {
  /** `Python 3.9 or newer` */
  readonly needs: string;
  /** The sandbox, bitbucket.org. */
  readonly targets: readonly Choice[];
  /** In an address: which of them is shown. While it is open, the links to other code say so. */
  readonly target: string;
  readonly isOpen: boolean;
  readonly prepare: string;
  readonly run: string;
  readonly notes: readonly (readonly ProsePart[])[];
}
