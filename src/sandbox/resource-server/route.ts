/** What every route of the API is: a path, the scopes that it wants, and a way to answer. */
import type { Context } from '../context.ts';
import type { Repository } from '../seed/repositories.ts';
import type { Bearer } from './bearer.ts';

export interface ApiCall extends Bearer {
  context: Context;
  /** Those that can be seen with this grant, of all workspaces. */
  repositories: readonly Repository[];
  /** Where this API stands: `…/2.0`. */
  apiBaseUrl: string;
  /** Below that, without a trailing slash: `/user/emails`. */
  path: string;
  query: URLSearchParams;
  greatestPageLength?: number;
  /** The JSON that was sent; undefined where there was none. */
  body: unknown;
  /** A segment of the path by its name in the route. */
  segment(name: string): string;
}

/** Where the answer is not a 200 with JSON. */
export class Reply {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, text = '', headers: Readonly<Record<string, string>> = {}) {
    this.status = status;
    this.text = text;
    this.headers = headers;
  }
}

/** What was asked for goes along, such as `path` and `pagelen`. Assumption: clients in production count on it. */
export function redirectReply({ query }: ApiCall, address: string): Reply {
  if (query.size === 0) return new Reply(302, '', { Location: address });
  const separator = address.includes('?') ? '&' : '?';
  return new Reply(302, '', { Location: `${address}${separator}${query.toString()}` });
}

/** Not as what it is: no browser runs what a repository holds. */
export function plainText(content: string): Reply {
  return new Reply(200, content, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Disposition': 'attachment',
  });
}

export interface ApiRoute {
  /** Default: `get`. */
  method?: 'get' | 'post' | 'delete';
  path: string;
  scopes: readonly string[];
  /** Of its list. Default: 100. */
  greatestPageLength?: number;
  /** On every answer but a 401. */
  headers?: Readonly<Record<string, string>>;
  /** The JSON of the answer, or a reply. @throws {ApiError} */
  answer(call: ApiCall): unknown;
}
