/** What failed, as the template is given it: by the catalogue, where it knows it. */
import type { ProsePart } from '../prose.ts';
import type { StatementView } from '../show-statement.ts';
import type { RoleView } from '../view-model.ts';

export interface FailurePart {
  readonly kind: 'failure';
  readonly title: string;
  /** What happened here. */
  readonly explanation?: string;
  readonly repeated?: RepeatedView;
  readonly code?: string;
  readonly theirWords?: string;
  /** Where there is no entry with steps. */
  readonly whatToDo: string;
  readonly entry?: FailureEntryView;
  /** It is not known here; what comes nearest, if anything does. */
  readonly nearest?: readonly { readonly href: string; readonly text: string }[];
}

/** Of the catalogue: its page has the rest. */
export interface FailureEntryView {
  readonly href: string;
  readonly cause: readonly ProsePart[];
  readonly fix: readonly (readonly ProsePart[])[];
  readonly statements: readonly StatementView[];
}

/** What had to be the same in two requests, one below the other. */
export interface RepeatedView {
  readonly name: string;
  readonly sides: readonly {
    readonly letter: string;
    readonly role: RoleView;
    /** Nothing where it was left out. */
    readonly value: readonly { readonly text: string; readonly differs: boolean }[];
  }[];
}
