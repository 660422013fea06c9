/** Calls of the API that are made at once, each to an outcome of its own, and once more with a new token. */
import { ApiError, RateLimitError } from '../errors/errors.ts';
import { explainError } from '../failures/explain-error.ts';
import type { WireLog } from '../wire/wire-log.ts';
import type { ApiCaller, ApiPage } from './api-client.ts';

export type ApiResult<T> =
  | (ApiPage<T> & { readonly isOk: true; readonly exchangeIds: readonly string[] })
  | { readonly isOk: false; readonly refusal: Refusal; readonly exchangeIds: readonly string[] };

/** Why a call has no values. */
export interface Refusal {
  /** Absent where no usable answer came. */
  readonly status?: number;
  readonly message: string;
  /** With a 403: the scopes that the call needs, and those that the token has. */
  readonly required?: readonly string[];
  readonly granted?: readonly string[];
}

/** @param note What is said of it in the wire log, behind its title. */
type Call<T> = (caller: ApiCaller, note: string) => Promise<ApiPage<T>>;

/** @returns Makes the call. Made again, it is repeated only where it was answered with 401. */
export function prepareCall<T>(caller: ApiCaller, call: Call<T>): () => Promise<ApiResult<T>> {
  let result: ApiResult<T> | undefined;
  return async () => {
    if (result && !isUnauthorized(result)) return result;
    const { wire: _wire, accessToken, ...rest } = caller; // each time: it may be renewed in between
    const wire = caller.wire.fork();
    const note = result ? ', with the new token' : '';
    result = await settle(
      wire,
      () => call({ ...rest, accessToken, wire }, note),
      result?.exchangeIds,
    );
    return result;
  };
}

/**
 * Makes the calls of a set, and makes them again where one was answered with 401 and the token could be
 * renewed: once for all of them. The wire log has them in the order of the set, whichever answer comes first.
 */
export async function makeAtOnce<Results extends readonly ApiResult<unknown>[]>(
  { wire }: ApiCaller,
  renewToken: () => Promise<boolean>,
  make: () => Promise<Results>,
): Promise<Results> {
  const results = await make().finally(() => wire.join());
  // Only now: none is under way any more with a token that a refresh may end.
  if (!results.some(isUnauthorized) || !(await renewToken())) return results;
  return make().finally(() => wire.join());
}

/** Keeps a refusal as a result; remembers which exchanges belong to the call. */
async function settle<T>(
  { exchanges }: WireLog,
  call: () => Promise<ApiPage<T>>,
  earlierIds: readonly string[] = [],
): Promise<ApiResult<T>> {
  try {
    const page = await call();
    const good = exchanges.filter(({ response }) => response?.status === 200);
    return { isOk: true, ...page, exchangeIds: good.map(({ id }) => id) };
  } catch (error) {
    const refusal = describeRefusal(error);
    if (!refusal) throw error;
    return { isOk: false, refusal, exchangeIds: [...earlierIds, ...exchanges.map(({ id }) => id)] };
  }
}

function isUnauthorized(result: ApiResult<unknown>): boolean {
  return !result.isOk && result.refusal.status === 401;
}

/** @returns `undefined` for a fault of our own. */
function describeRefusal(error: unknown): Refusal | undefined {
  if (!(error instanceof ApiError)) {
    const message = explainError(error)?.explanation;
    const status = error instanceof RateLimitError ? { status: 429 } : {};
    return message === undefined ? undefined : { ...status, message };
  }
  const { status, message, required, granted } = error;
  return { status, message, ...(required && { required }), ...(granted && { granted }) };
}
