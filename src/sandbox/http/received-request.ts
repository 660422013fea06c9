/** A request as it is remembered. No type here needs another package. */

export type Fields = Readonly<Record<string, string>>;

export interface ReceivedRequest {
  method: string;
  /** Below the base URL: `/site/oauth2/access_token`. */
  path: string;
  /** Of the query and the form, secrets cut to their first four characters. */
  query: Fields;
  form: Fields;
  /** Undefined until the answer has gone out. */
  status: number | undefined;
}

/** With headers and answer: kept only where a test is at work, never inside the app. */
export interface DetailedRequest {
  /** Counts up from 1. */
  id: number;
  receivedAt: string;
  method: string;
  path: string;
  query: Fields;
  headers: Fields;
  form: Fields;
  /** JSON where that was sent, up to 10 kB of it; `null` for a form, and for what was not read. */
  body: string | null;
  /** The name of the fault that applied to it. */
  fault: string | null;
  /** What was let through and should not have been sent like this: `[]` for most. */
  notes: readonly string[];
  /** `null` while it is not complete, or for ever where the connection was cut. */
  answer: { status: number; headers: Fields; body: string } | null;
}
