/** The resource server, Bitbucket's REST API 2.0: bearer header, pages, errors. RFC 6750 §2.1. */
import { InvalidResponseError, RateLimitError } from '../errors/errors.ts';
import type { WireResponse } from '../wire/exchange.ts';
import { tryJson } from '../wire/try-json.ts';
import type { WireLog } from '../wire/wire-log.ts';
import { readRetryAfter } from '../wire/retry-after.ts';
import type { Send, Sending } from '../wire/send.ts';
import { parseJson } from './json.ts';
import { refuseRedirect } from './refuse-redirect.ts';
import { parseApiError, parsePage } from './resources.ts';
import { sleep, sendWithRetries } from './retries.ts';
import type { Server } from './servers.ts';

/** Who asks, where, with which token, and where it is written down. */
export interface ApiCaller {
  readonly server: Server;
  /** Empty: whoever is asked is to see nobody. */
  readonly accessToken: string;
  /** Default: as in RFC 6750 §2.1. */
  readonly scheme?: 'Bearer' | 'bearer';
  readonly wire: WireLog;
  /** Of the run. Default: `API`. */
  readonly step?: string;
}

/** A call that the visitor has chosen. */
export interface ChosenCall {
  /** Its id in the list of the API explorer. */
  readonly id: string;
  readonly title: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `/2.0`, with a leading slash and its query. */
  readonly path: string;
  /** Of a POST, as JSON. */
  readonly body?: Readonly<Record<string, string>>;
}

export interface ApiPage<T> {
  readonly values: readonly T[];
  /** The path of the page that follows, below `/2.0`. */
  readonly next?: string;
}

export interface ApiClient {
  /**
   * @param path Below `/2.0`, with a leading slash.
   * @throws {ApiError} The resource server refused.
   * @throws {RateLimitError} It asks us to wait.
   * @throws {InvalidResponseError} It answered with something that is no JSON, or with a redirect.
   * @throws {TransportError} It did not answer.
   */
  get(caller: ApiCaller, path: string, title: string): Promise<unknown>;
  /**
   * One page of a list, as long as the server makes it, a hundred values at the most. Bitbucket: ten, where
   * nothing else is asked for.
   *
   * @param parse Of one value.
   * @throws What `get` throws, and what `parse` throws.
   */
  getPage<T>(
    caller: ApiCaller,
    path: string,
    title: string,
    parse: (value: unknown) => T,
  ): Promise<ApiPage<T>>;
  /**
   * @returns The answer as it came, whatever its status: a refusal and a redirect are answers, too.
   * @throws {InvalidResponseError} The path leads out of the API.
   * @throws {TransportError} No usable answer came.
   */
  send(caller: ApiCaller, call: ChosenCall): Promise<WireResponse>;
}

/** Of one page. */
const MOST_VALUES = 100;

/** @param pause Before a call is made again that the server could not answer. */
export function createApiClient(send: Send, pause = sleep): ApiClient {
  async function get(caller: ApiCaller, path: string, title: string): Promise<unknown> {
    const sending = sendingTo(caller, { title, method: 'GET', path });
    const answer = await sendWithRetries(send, sending, caller.wire, pause);
    if (answer.status === 200) return parseJson(answer);
    refuseRedirect('The API', answer);
    if (answer.status === 429) {
      const { host } = new URL(caller.server.apiBaseUrl);
      throw new RateLimitError(host, readRetryAfter(answer.headers));
    }
    throw parseApiError(answer.status, tryJson(answer.body)); // a refusal, whatever its body
  }

  return {
    get,
    async getPage(caller, path, title, parse) {
      const { values, next } = parsePage(await get(caller, path, title));
      return {
        values: values.slice(0, MOST_VALUES).map(parse),
        ...(next !== undefined && { next: pathBelow(next, caller.server) }),
      };
    },
    async send(caller, call) {
      // Once more, whoever has built the path: the token goes to the API alone.
      const path = pathBelow(caller.server.apiBaseUrl + call.path, caller.server);
      const sending = sendingTo(caller, { ...call, path });
      // A write is sent once: only what reads may be repeated. RFC 9110 §9.2.2
      return call.method === 'GET'
        ? sendWithRetries(send, sending, caller.wire, pause)
        : send(sending, caller.wire);
    },
  };
}

/** A call as it is sent; the log has its id, where the visitor has chosen it. */
function sendingTo(
  caller: ApiCaller,
  { id, title, method, path, body }: Omit<ChosenCall, 'id'> & { readonly id?: string },
): Sending {
  return {
    step: caller.step ?? 'API',
    title,
    ...(id !== undefined && { call: id }),
    to: 'resource-server',
    method,
    url: caller.server.apiBaseUrl + path,
    authorization: authorizationOf(caller),
    backChannel: caller.server.backChannel,
    ...(body && { form: body, encoding: 'json' }),
  };
}

/**
 * The path of a link below the API's base. Bitbucket: links are absolute, to be followed and not built.
 *
 * @throws {InvalidResponseError} The link leads elsewhere: the token would go to another host.
 */
export function pathBelow(link: string, server: Server): string {
  const href = URL.canParse(link) ? new URL(link).href : link; // resolves `..` before the comparison
  if (!href.startsWith(`${server.apiBaseUrl}/`)) {
    throw new InvalidResponseError('A next link leads to another address.');
  }
  return href.slice(server.apiBaseUrl.length);
}

/** RFC 6750 §2.1. Bitbucket: the header only, since May 2026. */
function authorizationOf({ accessToken, scheme = 'Bearer' }: ApiCaller): string | undefined {
  return accessToken === '' ? undefined : `${scheme} ${accessToken}`;
}
