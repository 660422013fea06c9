/** One message of a run, as the templates are given it: a form, a record, an answer. */
import type { TextPart } from '../../wire/redaction.ts';
import type { StatementId } from '../../statements/index.ts';
import type { StatementView } from '../show-statement.ts';
import type { RoleView } from '../view-model.ts';
import type { ClauseView } from './clause-view.ts';
import type { ComparisonPart } from './comparison-view.ts';
import type { ExplorerPart } from './explorer-view.ts';
import type { FailurePart } from './failure-view.ts';
import type { MistakePart } from './mistake-view.ts';
import type { Choice, ProgramPart } from './program-view.ts';
import type { TablePart } from './table-view.ts';

export interface MessageView {
  /** Absent before anything was begun. */
  readonly letter?: string;
  readonly role?: RoleView;
  readonly title: string;
  readonly way?: { readonly from: RoleView; readonly to: RoleView; readonly channel: string };
  /** One sentence; empty where it failed. */
  readonly text: string;
  /** Explained or Form, On the wire, Code: each with its address. */
  readonly views: readonly {
    readonly text: string;
    readonly href: string;
    readonly isShown: boolean;
  }[];
  readonly parts: readonly MessagePart[];
  /** Closed: `Why so?`, `Bitbucket differs here`. */
  readonly asides: readonly AsideView[];
}

export type MessagePart =
  | BeforePart
  | SetUpPart
  | NoScriptPart
  | RequestPart
  | StatusPart
  | LinesPart
  | WirePart
  | CodePart
  | ProgramPart
  | FailurePart
  | MistakePart
  | TablePart
  | ExplorerPart
  | ComparisonPart;

/** Nothing was run yet: the title of the message is a headline, then one button, and what will happen. */
export interface BeforePart {
  readonly kind: 'before';
  readonly start: { readonly href: string; readonly text: string; readonly note: string };
  readonly ahead: readonly {
    readonly letter: string;
    readonly role: RoleView;
    readonly text: string;
  }[];
}

/** It does not run there yet: how to make it. */
export interface SetUpPart {
  readonly kind: 'set-up';
}

/** Where a script is needed: what those without one are told. */
export interface NoScriptPart {
  readonly kind: 'no-script';
  readonly start: string;
}

/** A request: a form before it is sent, a record afterwards, in the same lines. */
export interface RequestPart {
  readonly kind: 'request';
  /** `Request`, `Fragment` */
  readonly label: string;
  readonly method: string;
  readonly url: readonly TextPart[];
  readonly isForm: boolean;
  readonly rows: readonly RowView[];
  /** `sent at 16:31:07 UTC` */
  readonly sentAt?: string;
  /** It failed: what was wrong in it shows, the rest when it is asked for. */
  readonly isFolded?: true;
}

export interface RowView {
  readonly name: string;
  readonly value: readonly TextPart[];
  readonly clause?: ClauseView;
  /** Where the value came from: words, and steps that they lead to. */
  readonly note: readonly NotePart[];
  /** How it is changed, in a form. */
  readonly input?:
    | {
        readonly kind: 'text';
        readonly name: string;
        readonly value: string;
        readonly isRequired?: boolean;
      }
    | { readonly kind: 'password'; readonly name: string }
    | { readonly kind: 'menu'; readonly name: string; readonly choices: readonly InputChoice[] }
    | { readonly kind: 'scopes'; readonly chips: readonly ScopeChip[] };
  /** What it was, where it was changed. */
  readonly original?: readonly TextPart[];
  /** A mistake was made in it: `a slash too many`. */
  readonly onPurpose?: string;
  /** What live Bitbucket does about it: said in an aside of the message. */
  readonly statement?: StatementId;
}

export type NotePart =
  | { readonly text: string }
  | { readonly code: string }
  | { readonly letter: string; readonly role: RoleView; readonly href: string };

export interface InputChoice {
  readonly value: string;
  readonly text: string;
  readonly isChosen: boolean;
}

export interface ScopeChip extends InputChoice {
  /** `who I am, workspaces` */
  readonly note: string;
}

/** What live Bitbucket does about a line: words, date and sources are those of the statement. */
export interface DepartureView {
  readonly line: string;
  readonly statement: StatementView;
}

/** The first line of an answer. */
export interface StatusPart {
  readonly kind: 'status';
  readonly tone: 'ok' | 'bad' | 'neutral';
  /** `200 OK`, `access_denied` */
  readonly title: string;
  readonly more: readonly string[];
  readonly link?: { readonly href: string; readonly text: string };
}

/** One line of an answer, or a header. */
export interface LineView {
  readonly name: string;
  readonly value: readonly TextPart[];
  readonly clause?: ClauseView;
  readonly note: readonly NotePart[];
  /** What live Bitbucket does about it: said in an aside of the message. */
  readonly statement?: StatementId;
}

/** An answer, line by line. */
export interface LinesPart {
  readonly kind: 'lines';
  readonly caption: string;
  readonly lines: readonly LineView[];
}

/** As it went: raw names and order. */
export interface WirePart {
  readonly kind: 'wire';
  readonly label: string;
  readonly lines: readonly (readonly TextPart[])[];
  readonly isCut: boolean;
  /** How many characters were too many to be kept. */
  readonly leftOut?: number;
  /** The exchange whose secrets may be asked for. */
  readonly exchangeId?: string;
}

export interface CodePart {
  readonly kind: 'code';
  readonly label: string;
  readonly code: string;
  /** It is one of several ways to see the step as code. */
  readonly languages?: readonly Choice[];
}

export interface AsideView {
  readonly title: string;
  readonly summary: string;
  readonly lines: readonly LineView[];
  readonly departures: readonly DepartureView[];
}
