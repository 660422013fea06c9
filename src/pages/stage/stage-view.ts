/** The shapes that the templates of the stage are given: masked, formatted, ready to print. */
import type { RoleView } from '../view-model.ts';
import type { CallLine } from './explorer-view.ts';
import type { ClauseView } from './clause-view.ts';
import type { MessageView } from './message-view.ts';
import type { MistakeGroup } from './mistake-view.ts';
import type { TakeAlongMenu } from './take-along-view.ts';

/** A page of a grant: the stage. What stands below it is the same for every run. */
export interface StageView {
  /** `✓ The tokens arrive · Authorization code` */
  readonly pageTitle: string;
  readonly grant: GrantHead;
  /** Where it runs, as whom, by which clock. A menu with nothing to choose from is not there. */
  readonly servers: Menu;
  readonly people?: Menu;
  readonly clock?: ClockMenu;
  readonly token?: TokenBar;
  readonly flow: FlowView;
  /** In the place of the runs, where one is chosen in the API explorer: those of this run that are kept, the newest first. */
  readonly calls?: readonly CallLine[];
  readonly runs: readonly RunLine[];
  readonly message: MessageView;
  readonly actions: ActionsView;
  /** Absent where nothing has run. */
  readonly takeAlong?: TakeAlongMenu;
}

export interface GrantHead {
  readonly slug: string;
  readonly title: string;
  readonly clause: ClauseView;
  readonly isLive: boolean;
  /** `Works on bitbucket.org`, `Removed from bitbucket.org`. */
  readonly status: string;
  /** `2026-10`, and for people: `October 2026`. */
  readonly asOf: { readonly iso: string; readonly text: string };
}

export interface Menu {
  /** `Sandbox, current era` */
  readonly chosen: string;
  /** On narrow screens: `Current era`. */
  readonly chosenInShort: string;
  readonly choices: readonly MenuChoice[];
}

export interface MenuChoice {
  readonly href: string;
  readonly text: string;
  readonly note: string;
  readonly isChosen: boolean;
}

export interface ClockMenu {
  /** Of the sandbox: `current`. */
  readonly era: string;
  /** `16:31`; of another day: `26 Feb 2027, 16:31` */
  readonly time: string;
  readonly iso: string;
  /** Moved away from the real time? */
  readonly isMoved: boolean;
  /** Buttons of a form that posts to /sandbox/clock: `2 hours` */
  readonly moves: readonly {
    readonly value: string;
    readonly text: string;
    readonly note: string;
  }[];
}

export interface TokenBar {
  /** Our server never had it: the script of the page shows and forgets it. */
  readonly isInPage?: true;
  readonly masked: string;
  readonly length: number;
  /** The whole value: on the answer to a deliberate "Show" alone. */
  readonly shown?: string;
  readonly isShowable: boolean;
  readonly scopes: readonly string[];
  /** Absent where the server did not say. */
  readonly life?: {
    readonly iso: string;
    /** `1:59:48 left`, `ended`, `revoked` */
    readonly text: string;
    readonly secondsLeft: number;
    /** 0 to 100: what is left of it. */
    readonly percent: number;
  };
  readonly canRefresh: boolean;
  readonly canRevoke: boolean;
  /** Milliseconds since the epoch: a second click on Refresh is told from a new one by it. */
  readonly receivedAt: number;
  /** A move of the sandbox's clock past its life: `+ 2 h`. */
  readonly later?: { readonly value: string; readonly text: string };
}

export type StepState = 'done' | 'next' | 'to-come' | 'failed';

/** The diagram and the strip of letters: the same rows. */
export interface FlowView {
  readonly width: number;
  readonly height: number;
  /** `The authorization code grant, step by step` */
  readonly title: string;
  /** The name of at most 13 characters: `Auth server`. */
  readonly lanes: readonly { readonly role: RoleView; readonly name: string; readonly x: number }[];
  /** Where a lane would be: `no person`. */
  readonly absent?: { readonly text: string; readonly x: number };
  readonly rowHeight: number;
  /** A script says what came of each row: the cross of a failure is there, and not shown. */
  readonly isFilledIn?: true;
  readonly rows: readonly FlowRow[];
}

export interface FlowRow {
  /** The letter of the figure; `API`, `Refresh`. */
  readonly letter: string;
  readonly href: string;
  readonly state: StepState;
  readonly isSelected: boolean;
  /** What travels, at most 13 characters: `Code, secret`. */
  readonly travels: string;
  /** `Trade the code for tokens` */
  readonly title: string;
  readonly from: RoleView;
  readonly to: RoleView;
  /** `302`, `46 ms`, `no` */
  readonly result?: string;
  readonly fromX: number;
  readonly toX: number;
  /** The middle of the arrow. */
  readonly y: number;
}

export interface RunLine {
  /** 1, 2, 3 … of this visitor and grant. */
  readonly number: number;
  readonly href: string;
  /** `current era` */
  readonly where: string;
  /** As the API calls them, or as they were typed in. */
  readonly who?: string;
  readonly startedAt: { readonly iso: string; readonly text: string };
  /** `paused before D`, `done`, `denied at B` */
  readonly outcome: string;
  readonly isShown: boolean;
  /** Beside the run that is shown. */
  readonly compareHref?: string;
}

/** What just happened, and what can be done next. */
export interface ActionsView {
  /** `Paused before D.` */
  readonly state: string;
  readonly more: string;
  /** Something was refused or denied. */
  readonly isBad?: boolean;
  /** What every form of the page says: which run, the step that it shows, and the one that waits. Another tab may be further. */
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly back?: { readonly href: string; readonly text: string };
  /** The one primary thing: sends the form of the message, or leads on. */
  readonly next?:
    | { readonly kind: 'send'; readonly text: string }
    /** Sends the call that is chosen: `#call-form`. */
    | { readonly kind: 'explore'; readonly text: string }
    | { readonly kind: 'link'; readonly href: string; readonly text: string }
    /** A form of its own: `/authorization-code/call`. */
    | { readonly kind: 'post'; readonly action: string; readonly text: string };
  /** Posts to `/<slug>/send` with `pace=through`. */
  readonly canRunToEnd: boolean;
  readonly others: readonly { readonly href: string; readonly text: string }[];
  /** “Break it”: what can be made in this message on purpose, and the trouble that the server may have. */
  readonly mistakes?: readonly MistakeGroup[];
  /** Beside the button that sends: which fault applies then. */
  readonly chip?: string;
}
