/** The resource server, Bitbucket's REST API 2.0: bearer header, pages, errors. RFC 6750 §2.1. */
import { InvalidResponseError, RateLimitError } from '../errors/errors.ts';
import type { WireLog } from '../wire/wire-log.ts';
import { readRetryAfter } from '../wire/retry-after.ts';
import type { Send } from '../wire/send.ts';
import { parseJson } from './json.ts';
import { parseApiError, parsePage } from './resources.ts';
import { pauseFor, sendPatiently } from './retries.ts';
import type { Server } from './servers.ts';

/** Who asks, where, with which token, and where it is written down. */
export interface ApiCaller {
  readonly server: Server;
  readonly accessToken: string;
  readonly wire: WireLog;
  /**
   * Called after a 401: is there another access token now? Then the call is made once more with it.
   * RFC 6750 §3.1
   */
  readonly renewToken?: () => Promise<boolean>;
}

/** Of one value of a list. */
type Parse<T> = (value: unknown) => T;

interface Page<T> {
  readonly values: readonly T[];
  readonly next: string | undefined;
}

export interface ApiClient {
  /**
   * @param path Below `/2.0`, with a leading slash.
   * @throws {ApiError} The resource server refused.
   * @throws {RateLimitError} It asks us to wait.
   * @throws {InvalidResponseError} It answered with something that is no JSON.
   * @throws {TransportError} It did not answer.
   */
  get(caller: ApiCaller, path: string, title: string): Promise<unknown>;
  /**
   * The values of a list, following `next` for at most `maxPages` pages; a hundred values at the most.
   *
   * @throws What `get` throws, and what `parse` throws.
   */
  getPages<T>(
    caller: ApiCaller,
    path: string,
    title: string,
    parse: Parse<T>,
    maxPages: number,
  ): Promise<{ values: T[]; hasMore: boolean }>;
}

/** Of one list, for the page. Bitbucket: ten on each page of a list, where nothing else is asked for. */
const MOST_VALUES = 100;

/** @param pause Before a call is made again that the server could not answer. */
export function createApiClient(send: Send, pause = pauseFor): ApiClient {
  const ask = (caller: ApiCaller, path: string, title: string) =>
    sendPatiently(
      send,
      {
        step: 'API',
        title,
        to: 'resource-server',
        method: 'GET',
        url: caller.server.apiBaseUrl + path,
        authorization: `Bearer ${caller.accessToken}`, // Bitbucket: the header only, since May 2026
        backChannel: caller.server.backChannel,
      },
      caller.wire,
      pause,
    );

  async function get(caller: ApiCaller, path: string, title: string): Promise<unknown> {
    let answer = await ask(caller, path, title);
    if (answer.status === 401 && (await caller.renewToken?.())) {
      answer = await ask(caller, path, `${title}, with the new token`);
    }
    if (answer.status === 200) return parseJson(answer);
    if (answer.status === 429) {
      const { host } = new URL(caller.server.apiBaseUrl);
      throw new RateLimitError(host, readRetryAfter(answer.headers));
    }
    throw parseApiError(answer.status, tryParseJson(answer));
  }

  /** Parsed at once: what an answer says of a repository is large, what is shown of it is not. */
  async function getPage<T>(
    caller: ApiCaller,
    path: string,
    title: string,
    parse: Parse<T>,
  ): Promise<Page<T>> {
    const { values, next } = parsePage(await get(caller, path, title));
    return {
      values: values.map(parse),
      next: next === undefined ? undefined : pathOf(next, caller.server),
    };
  }

  return {
    get,
    async getPages<T>(
      caller: ApiCaller,
      path: string,
      title: string,
      parse: Parse<T>,
      maxPages: number,
    ) {
      const values: T[] = [];
      let next: string | undefined = path;
      const isEnough = (page: number) => page > maxPages || values.length >= MOST_VALUES;
      for (let page = 1; next !== undefined && !isEnough(page); page += 1) {
        const pageTitle = page === 1 ? title : `${title}, page ${page}`;
        const found: Page<T> = await getPage(caller, next, pageTitle, parse);
        values.push(...found.values);
        next = found.next;
      }
      const hasMore = next !== undefined || values.length > MOST_VALUES;
      return { values: values.slice(0, MOST_VALUES), hasMore };
    },
  };
}

/**
 * The path of a `next` link below the API's base. Bitbucket: links are absolute, to be followed and not built.
 *
 * @throws {InvalidResponseError} The link leads elsewhere: the token would go to another host.
 */
function pathOf(next: string, server: Server): string {
  const href = URL.canParse(next) ? new URL(next).href : next; // resolves `..` before the comparison
  if (!href.startsWith(`${server.apiBaseUrl}/`)) {
    throw new InvalidResponseError('A next link leads to another address.');
  }
  return href.slice(server.apiBaseUrl.length);
}

function tryParseJson(answer: Parameters<typeof parseJson>[0]): unknown {
  try {
    return parseJson(answer);
  } catch {
    return undefined; // a refusal is a refusal, whatever its body
  }
}
