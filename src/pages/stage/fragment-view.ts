/** The stage at the redirection URI of the implicit grant, as the templates are given it. */
import type { MessageView, RequestPart } from './message-view.ts';
import type { TablePart } from './table-view.ts';
import type { StageView, TokenBar } from './stage-view.ts';

export interface FragmentPageView extends StageView {
  readonly fragment: FragmentView;
}

/**
 * What the script of the page makes its stage of, by the same templates. What it knows and our
 * server does not stands there by its name: `{masked}`.
 */
export interface FragmentView {
  /** `/implicit.js`: clears the address before anything is painted. */
  readonly script: string;
  /** Of each step. */
  readonly messages: readonly MessageView[];
  /** Each line that an answer may have; of `{name}`, any other. */
  readonly fragment: RequestPart;
  readonly seen: RequestPart;
  readonly token: TokenBar;
  readonly tables: readonly {
    readonly name: string;
    readonly part: TablePart;
    readonly empty: TablePart;
  }[];
}
