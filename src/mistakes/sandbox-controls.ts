/** What one era of the sandbox lets be changed for one visitor: the clock, a fault, the person's consent. */
import type { FaultKind } from './fault-choices.ts';

export interface SandboxControls {
  /** By the visitor's mark. */
  readonly clocks: { advance(visitor: string, duration: string): Promise<void> };
  readonly faults: {
    /** @throws {RangeError} The fault makes no sense there. */
    set(order: FaultOrder): Promise<{ readonly id: string }>;
    clear(which: { readonly visitor: string; readonly id: string }): Promise<void>;
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
