/** A decision as it is listed. No type here needs another package. */
export interface WaitingDecision {
  decision: 'approve' | 'deny';
  username: string;
  /** `null`: for every client. */
  clientId: string | null;
  /** `null`: until it is cleared. */
  times: number | null;
}
