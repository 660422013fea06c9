/** A mistake that an integrator makes, to be made on purpose: what it changes, and the failure that it must bring. */
import type { Server } from '../bitbucket/servers.ts';
import type { TokenClient } from '../bitbucket/token-client.ts';
import type { EraName } from '../statements/eras.ts';
import type { FailureSlug } from '../failures/index.ts';
import type { Draft } from '../runs/draft.ts';
import type { ReplayedState } from '../runs/replay.ts';
import type { Run } from '../runs/run.ts';
import type { StatementId } from '../statements/index.ts';
import type { SandboxControls } from './sandbox-controls.ts';

/** The letter of a request, what the person or the browser brings, or the other side's own trouble. */
export type MistakeStep = 'A' | 'B' | 'C' | 'D' | 'API' | 'Refresh' | 'server';

/** The entry of the catalogue, or that it does not fail. */
export type Outcome = FailureSlug | 'none';

/** What must come before the request can be sent as it should be. */
export type Mending = 'new run' | 'refresh';

export interface Mistake {
  /** In addresses and forms: `redirect-uri-longer-path`. */
  readonly id: string;
  readonly step: MistakeStep;
  /** What one chooses in the menu: `Another redirect URI: a longer path`. */
  readonly name: string;
  /** A grant in which no person takes part, or types a password into the client. Absent: any other. */
  readonly isOf?: 'client alone' | 'typed password';
  /**
   * By era: the failure that it brings, `none` where it does not fail (and the page says so), absent where the
   * era does not have it.
   */
  readonly brings: Readonly<Partial<Record<EraName, Outcome>>>;
  /** Of the several texts of that failure, the one that comes. */
  readonly words?: string;
  /** The request as it goes out then; nothing where this one has no place for it. */
  readonly edit?: (draft: Draft, run: Run) => Draft | undefined;
  /** No request of ours: the answer that the browser brought is read once more. */
  readonly replay?: {
    readonly field: string;
    /** What is wrong with it. */
    readonly note: string;
    readonly state: ReplayedState;
  };
  /** What happens on the other side, for this visitor alone, just before the request leaves. */
  readonly before?: Before;
  /** How long passes then, by the visitor's clock of the sandbox: `11 minutes`. */
  readonly passes?: string;
  /** What that is, for people: `Eleven minutes pass first.` */
  readonly note?: string;
  /** How it is mended where the same request, sent again as it should be, would not do. */
  readonly mend?: Mending | Readonly<Partial<Record<EraName, Mending>>>;
  /** The server carries the request out before the trouble begins: a code in it is spent. */
  readonly isCarriedOut?: true;
  /** What live Bitbucket does, where the sandbox does something else. */
  readonly statement?: StatementId;
}

/** @returns What is to be undone once the answer is there. */
export type Before = (scene: Scene) => Promise<(() => Promise<void>) | void>;

/** Where a mistake happens, when the visitor sends the request. */
export interface Scene {
  readonly run: Run;
  readonly draft: Draft;
  /** By which the sandbox knows the visitor. */
  readonly mark: string;
  readonly sandbox: SandboxControls;
  /** The sandbox of the other era. */
  readonly foreign: Server | undefined;
  readonly tokens: TokenClient;
  /** At the sandbox, this person is about to sign in. */
  readonly expectPerson: (username: string) => void;
  /** Another request of this run goes out first, and what comes of it is the run's. */
  readonly send: (draft: Draft) => Promise<unknown>;
}

/** It brings the same in both. */
export function inBothEras(outcome: Outcome): Mistake['brings'] {
  return { current: outcome, legacy: outcome };
}
