/** Two runs side by side, as the templates are given them. */
import type { StatementId } from '../../statements/index.ts';
import type { TextPart } from '../../wire/redaction.ts';
import type { ClauseView } from './clause-view.ts';

/** Two runs, line by line. */
export interface ComparisonPart {
  readonly kind: 'comparison';
  readonly caption: string;
  readonly left: SideView;
  readonly right: SideView;
  readonly lines: readonly ComparedLine[];
}

export interface SideView {
  /** `Run 3` */
  readonly title: string;
  readonly where: string;
}

export interface ComparedLine {
  readonly name: string;
  readonly left: ComparedValue;
  readonly right: ComparedValue;
  /** Values that are new in each run count by their length alone. */
  readonly isSame: boolean;
  readonly clause?: ClauseView;
  readonly statement?: StatementId;
}

export interface ComparedValue {
  readonly value: readonly TextPart[];
  /** Of what is masked. */
  readonly length?: number;
}
