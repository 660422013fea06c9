/** What a token is good for: the current user, their e-mail addresses, workspaces, and the repositories of one. */
import { ApiError, RateLimitError } from '../errors/errors.ts';
import { explainError } from '../errors/explain-error.ts';
import type { ApiCaller, ApiClient } from './api-client.ts';
import { parseEmail, parseRepository, parseUser, parseWorkspaceAccess } from './resources.ts';
import type { Email, Repository, User, WorkspaceAccess } from './resources.ts';

export type ApiResult<T> =
  | {
      readonly isOk: true;
      readonly values: readonly T[];
      readonly hasMore: boolean;
      readonly exchangeIds: readonly string[];
    }
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

export interface ApiResults {
  readonly user: ApiResult<User>;
  readonly emails: ApiResult<Email>;
  readonly workspaces: ApiResult<WorkspaceAccess>;
  /** Absent when there is no workspace to read from. */
  readonly repositories?: ApiResult<Repository> & { readonly workspace: string };
}

const MAX_PAGES = 5;

/** Reads one after the other, so that the wire log reads top to bottom. A refused call does not stop the next. */
export async function readApiResults(api: ApiClient, caller: ApiCaller): Promise<ApiResults> {
  const list = <T>(path: string, title: string, parse: (value: unknown) => T) =>
    attempt(caller, () => api.getPages(caller, path, title, parse, MAX_PAGES));

  const user = await attempt(caller, async () => ({
    values: [parseUser(await api.get(caller, '/user', 'Current user'))],
    hasMore: false,
  }));
  const emails = await list('/user/emails', 'E-mail addresses', parseEmail);
  const workspaces = await list('/user/workspaces', 'Workspaces', parseWorkspaceAccess);
  const workspace = workspaces.isOk ? workspaces.values[0]?.workspace.slug : undefined;
  if (workspace === undefined) return { user, emails, workspaces };

  const path = `/repositories/${encodeURIComponent(workspace)}`;
  const repositories = await list(path, `Repositories of ${workspace}`, parseRepository);
  return { user, emails, workspaces, repositories: { ...repositories, workspace } };
}

/** Keeps a refusal as a result; remembers which exchanges belong to the call. */
async function attempt<T>(
  { wire }: ApiCaller,
  call: () => Promise<{ values: T[]; hasMore: boolean }>,
): Promise<ApiResult<T>> {
  const first = wire.exchanges.length;
  const exchangeIds = (areGoodOnly = false) =>
    wire.exchanges
      .slice(first)
      .filter(({ step, response }) => step === 'API' && (!areGoodOnly || response?.status === 200))
      .map(({ id }) => id);
  try {
    const result = await call();
    return { isOk: true, ...result, exchangeIds: exchangeIds(true) };
  } catch (error) {
    const refusal = describeRefusal(error);
    if (!refusal) throw error;
    return { isOk: false, refusal, exchangeIds: exchangeIds() };
  }
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
