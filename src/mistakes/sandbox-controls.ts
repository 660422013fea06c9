/** What one era of the sandbox lets be changed for one visitor: the clock, a fault, the person's consent. */
import type { FaultKind } from './fault-choices.ts';

export interface SandboxControls {
  /** By the visitor's mark. */
  readonly clocks: { advance(visitor: string, duration: string): Promise<void> };
  /** None where several processes share the work: a fault that one of them knows would strike now and then. */
  readonly faults?: {
    /** @throws {RangeError} The fault makes no sense there. */
    set(order: FaultOrder): { readonly id: string };
    clear(which: { readonly id: string }): number;
  };
  /** The person takes back what the client was granted. @returns Was there anything? */
  readonly withdrawGrant: (accessToken: string) => Promise<boolean>;
}

export interface FaultOrder {
  readonly fault: FaultKind['order']['fault'];
  readonly endpoint: string;
  readonly visitor: string;
  readonly times?: number;
  readonly [parameter: string]: string | number | undefined;
}
