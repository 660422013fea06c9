/** What every route of the API is: a path, the scopes that it wants, and a way to answer. */
import type { Context } from '../context.ts';
import type { Bearer } from './bearer.ts';

export interface ApiCall extends Bearer {
  context: Context;
  /** Where this API stands: `…/2.0`. */
  apiBaseUrl: string;
  /** Below that, without a trailing slash: `/user/emails`. */
  path: string;
  query: URLSearchParams;
  /** A segment of the path by its name in the route. */
  segment(name: string): string;
}

export interface ApiRoute {
  path: string;
  scopes: readonly string[];
  /** The JSON of the answer. @throws {ApiError} */
  answer(call: ApiCall): unknown;
}
