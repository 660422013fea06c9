/** How axios reaches the network here: through undici, at a third of the cost of its own adapter. */
import { StringDecoder } from 'node:string_decoder';
import type { AxiosAdapter, AxiosResponse, InternalAxiosRequestConfig } from 'axios';
import { Agent } from 'undici';
import type { Dispatcher } from 'undici';
import type { NameValue } from './exchange.ts';

declare module 'axios' {
  interface AxiosRequestConfig {
    /**
     * The headers, just as they are sent. Past axios, which would look each one through several
     * times, and a token of Bitbucket has 2,500 characters.
     */
    readonly headerPairs?: readonly NameValue[];
  }
  interface AxiosResponse {
    /** The headers of the answer, their names in lower case. Past axios, too: its own are empty here. */
    readonly headerPairs: readonly NameValue[];
  }
}

const LARGEST_ANSWER_BYTES = 1024 * 1024;

/** Idle connections end before the other side ends them (Node: after five seconds): a code must not be lost to that. */
const KEPT_ALIVE_MS = 4_000;

/**
 * undici knows no proxy, so an environment's cannot be given the credentials; it follows no redirect,
 * so no 307 carries the form to another host; and it unpacks nothing, so no answer grows here. The
 * `timeout` holds for the whole exchange, the body too.
 *
 * @see https://axios-http.com/docs/req_config, `adapter`
 */
export function createUndiciAdapter(): AxiosAdapter {
  const agent = new Agent({
    keepAliveTimeout: KEPT_ALIVE_MS,
    keepAliveMaxTimeout: KEPT_ALIVE_MS,
    maxResponseSize: LARGEST_ANSWER_BYTES,
    // Not even NODE_TLS_REJECT_UNAUTHORIZED can turn the check of certificates off.
    connect: { rejectUnauthorized: true },
  });
  return (config) =>
    new Promise((resolve, reject) => {
      const { origin, pathname, search } = new URL(config.url ?? '');
      // A compressed answer would have to be unpacked, whatever its size. RFC 9110 §12.5.3
      const headers = ['Accept-Encoding', 'identity'];
      for (const [name, value] of config.headerPairs ?? []) headers.push(name, value);
      const options: Dispatcher.DispatchOptions = {
        origin,
        path: pathname + search,
        method: config.method === 'post' ? 'POST' : 'GET',
        headers,
        body: typeof config.data === 'string' ? config.data : null,
      };
      agent.dispatch(options, new Reception(config, resolve, reject));
    });
}

/** What comes back, piece by piece, until it is complete or too late. */
class Reception implements Dispatcher.DispatchHandler {
  readonly #config: InternalAxiosRequestConfig;
  readonly #resolve: (response: AxiosResponse<string>) => void;
  readonly #reject: (error: Error) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #decoder = new StringDecoder();
  #body = '';
  #controller: Dispatcher.DispatchController | undefined;
  #failure: ExchangeError | undefined;
  #status = 0;
  #headers: NameValue[] = [];

  constructor(
    config: InternalAxiosRequestConfig,
    resolve: (response: AxiosResponse<string>) => void,
    reject: (error: Error) => void,
  ) {
    this.#config = config;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#timer = setTimeout(() => this.#fail(new ExchangeError('ETIMEDOUT')), config.timeout);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // Given up while it waited for a connection: a code must not be sent when nobody waits any more.
    if (this.#failure) controller.abort(this.#failure);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    this.#status = status;
    this.#headers = Object.entries(headers).map(([name, value]) => [name, String(value)]);
    const encoding = headers['content-encoding'] ?? 'identity';
    if (encoding !== 'identity') this.#fail(new ExchangeError('ENCODED_ANSWER'));
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#body += this.#decoder.write(chunk);
  }

  onResponseEnd(): void {
    clearTimeout(this.#timer);
    this.#resolve({
      status: this.#status,
      statusText: '',
      headers: {},
      headerPairs: this.#headers,
      data: this.#body + this.#decoder.end(),
      config: this.#config,
    });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    clearTimeout(this.#timer);
    this.#reject(error);
  }

  /** Whether it is under way or still connecting: nobody waits for it any more. */
  #fail(error: ExchangeError): void {
    clearTimeout(this.#timer);
    this.#failure = error;
    this.#controller?.abort(error);
    this.#reject(error);
  }
}

/** Ended from our side: it took too long, or was compressed although it was asked not to be. */
class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
  readonly code: 'ETIMEDOUT' | 'ENCODED_ANSWER';

  constructor(code: ExchangeError['code']) {
    super(`The exchange was ended: ${code}.`);
    this.code = code;
  }
}
