/** The API explorer, as the templates of the stage are given it: the calls, the form of one, its answer. */
import type { TextPart } from '../../wire/redaction.ts';
import type { TablePart } from './table-view.ts';

export interface ExplorerPart {
  readonly kind: 'explorer';
  /** None before one is chosen. */
  readonly groups: readonly CallGroupView[];
  /** Where it begins: at the first call that the token can do. */
  readonly start: string;
  /** `15 of 19 calls are open to this token.` */
  readonly summary: string;
  /** Absent: none is chosen yet. */
  readonly chosen?: ChosenCallView;
}

export interface CallGroupView {
  /** None: any token does. */
  readonly scopes: readonly string[];
  /** `unknown`: the server did not say which scopes the token has. */
  readonly standing: 'granted' | 'missing' | 'unknown';
  readonly calls: readonly {
    readonly href: string;
    readonly text: string;
    readonly isChosen: boolean;
  }[];
}

export interface ChosenCallView {
  readonly id: string;
  readonly title: string;
  readonly method: string;
  /** Of the answer that is shown, or as it would be sent. */
  readonly address: readonly TextPart[];
  readonly fields: readonly CallFieldView[];
  readonly scopes: readonly string[];
  readonly standing: CallGroupView['standing'];
  /** Begins a run on the same server that asks for what the token has, and what it lacks. */
  readonly askHref: string;
  /** It changes the sandbox. */
  readonly isWrite: boolean;
  /** In a narrow window it stands below the first screen. Absent: nothing was sent yet. */
  readonly lastAnswer?: { readonly href: string; readonly text: string };
  readonly answer?: CallAnswerView;
}

export interface CallFieldView {
  /** Of the form: `query.sort`; in an id: `query-sort`. */
  readonly name: string;
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly isRequired: boolean;
  /** A menu; beside it, what is not in it can be typed where `other` says under which name. */
  readonly choices: readonly {
    readonly value: string;
    readonly text: string;
    readonly isChosen: boolean;
  }[];
  readonly other?: { readonly name: string; readonly value: string };
}

export interface CallAnswerView {
  readonly exchangeId: string;
  /** `200 OK`, `No answer` */
  readonly status: string;
  readonly isBad: boolean;
  /** Table, JSON, Headers: each with its address. */
  readonly views: readonly {
    readonly text: string;
    readonly href: string;
    readonly isShown: boolean;
  }[];
  /** What stands in the place of what cannot be shown so, or below it. */
  readonly notes: readonly string[];
  /** The error that it is: its page. */
  readonly failure?: { readonly href: string; readonly text: string };
  readonly table?: TablePart;
  readonly json?: JsonNode;
  /** `1 to 5 of 26` */
  readonly range?: string;
  readonly pages: readonly ('previous' | 'next')[];
}

/** JSON, laid out: a line, or a section that folds. */
export type JsonNode =
  | { readonly kind: 'line'; readonly text: readonly TextPart[] }
  | {
      readonly kind: 'section';
      /** `"values": [` */
      readonly start: readonly TextPart[];
      /** `10 entries` */
      readonly size: string;
      readonly end: string;
      readonly isOpen: boolean;
      readonly nodes: readonly JsonNode[];
    };

/** Of a call that was sent: a line of the list. */
export interface CallLine {
  /** 1, 2, 3 … of this run. */
  readonly number: number;
  readonly href: string;
  /** `repositories/analytical-engines` */
  readonly what: string;
  /** `200`, `no answer` */
  readonly status: string;
  readonly isBad: boolean;
  readonly isShown: boolean;
}
