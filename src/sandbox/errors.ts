/** The ways in which the sandbox refuses: as a page, as an OAuth answer, as an API answer. */
import { StorageError } from '../storage/storage-error.ts';

/** A page for the person in front of the browser; never a redirect. RFC 6749 §4.1.2.1 */
export class PageError extends Error {
  override readonly name = 'PageError';
  readonly title: string;
  readonly status: number;
  /** What Bitbucket would not say: why, and what to do. Only the sandbox shows it. */
  readonly hint: string;

  constructor(title: string, message: string, { status = 400, hint = '' } = {}) {
    super(message);
    this.title = title;
    this.status = status;
    this.hint = hint;
  }
}

/** Too much of somebody who shares the sandbox with others. RFC 6585 §4 */
export class TooManyRequestsError extends Error {
  override readonly name = 'TooManyRequestsError';
  readonly status = 429;
  readonly headers: Readonly<Record<string, string>>;
  /** What a page says of it: programs are told in Bitbucket's words alone. */
  readonly wait: string;

  constructor(waitSeconds: number) {
    super('Rate limit for this resource has been exceeded'); // Bitbucket: the words of its API
    this.headers = { 'Retry-After': String(waitSeconds) };
    const minutes = Math.ceil(waitSeconds / 60);
    this.wait = `Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`;
  }
}

/** RFC 6749 §4.1.2.1 and §5.2: an error code and its description. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly code: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Where it is shown as a page. */
  readonly hint: string;

  constructor(
    code: string,
    description: string,
    status = 400,
    headers: Readonly<Record<string, string>> = {},
    hint = '',
  ) {
    super(description);
    this.code = code;
    this.status = status;
    this.headers = headers;
    this.hint = hint;
  }
}

interface ApiErrorParts {
  detail?: unknown;
  /** What is wrong with which field of the request. */
  fields?: Readonly<Record<string, readonly string[]>>;
  data?: unknown;
  /** Stands next to `error`, not in it. */
  beside?: Readonly<Record<string, unknown>>;
  headers?: Readonly<Record<string, string>>;
  /** The message alone, and no JSON. */
  isText?: true;
}

/** `{"type":"error","error":{…}}`, contract §4.5. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly parts: ApiErrorParts;

  constructor(status: number, message: string, parts: ApiErrorParts = {}) {
    super(message);
    this.status = status;
    this.parts = parts;
  }
}

/** What each of them says with a 503. The storage has told the log by itself, and once. */
export const STORAGE_AWAY =
  'The sandbox cannot remember anything right now: its storage does not answer.';

/** The 4xx of an error made by Express or a body parser, 503 without a storage, 500 for an accident. */
export function statusOf(error: unknown): number {
  if (error instanceof StorageError) return 503;
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

/** When to come again, where that is known. RFC 9110 §10.2.3 */
export function waitOf(error: unknown): Readonly<Record<string, string>> {
  if (error instanceof TooManyRequestsError) return error.headers;
  return error instanceof StorageError ? { 'Retry-After': String(error.waitSeconds) } : {};
}

/** Neither a refusal nor an outage: a fault of the sandbox. */
export function isAccident(error: unknown): boolean {
  const isRefusal =
    error instanceof PageError || error instanceof OAuthError || error instanceof ApiError;
  return !isRefusal && statusOf(error) === 500;
}
