/** What the API answered, as rows of tables. */
import type { ApiResults } from '../bitbucket/api-results.ts';
import type { ApiResult } from '../bitbucket/api-set.ts';
import type { Email, Repository, User, WorkspaceAccess } from '../bitbucket/resources.ts';
import { API_TABLES } from './api-tables.ts';
import type { ApiResultsView, ResourceView } from './view-model.ts';

/**
 * @param toHref Where an exchange stands.
 * @param kept The ids of those that are there still.
 */
export function showResults(
  { user, emails, workspaces, repositories }: Partial<ApiResults>,
  toHref: (exchangeId: string) => string,
  kept: ReadonlySet<string>,
): ApiResultsView {
  const hrefsOf = ({ exchangeIds }: ApiResult<unknown>) =>
    exchangeIds.filter((id) => kept.has(id)).map(toHref);
  return {
    ...(user && { user: showResult(user, hrefsOf, showUser) }),
    ...(emails && { emails: showResult(emails, hrefsOf, showEmail) }),
    ...(workspaces && { workspaces: showResult(workspaces, hrefsOf, showMembership) }),
    ...(repositories && {
      repositories: {
        ...showResult(repositories, hrefsOf, showRepository),
        workspace: repositories.workspace,
      },
    }),
  };
}

function showResult<T>(
  result: ApiResult<T>,
  hrefsOf: (result: ApiResult<unknown>) => string[],
  toRows: (value: T) => readonly string[][],
): ResourceView {
  const exchangeHrefs = hrefsOf(result);
  if (result.isOk) {
    const rows = result.values.flatMap(toRows);
    return { isOk: true, rows, hasMore: result.next !== undefined, exchangeHrefs };
  }
  return { isOk: false, ...result.refusal, exchangeHrefs };
}

/** A row for each of its fields that came. */
function showUser(user: User): string[][] {
  const values = new Map<string, string | undefined>(Object.entries(user));
  return Object.entries(API_TABLES.user.fields).flatMap(([field, name]) => {
    const value = values.get(field);
    return value === undefined ? [] : [[name, value]];
  });
}

function showEmail({ email, is_primary, is_confirmed }: Email): string[][] {
  return [[email, yesOrNo(is_primary), yesOrNo(is_confirmed)]];
}

function showMembership({ workspace, permission, administrator }: WorkspaceAccess): string[][] {
  const role = permission ?? (administrator === true ? 'administrator' : 'member');
  return [[workspace.slug, role]];
}

function showRepository({ name, language, is_private, updated_on }: Repository): string[][] {
  return [[name, language || '–', is_private ? 'private' : 'public', dayOf(updated_on ?? '')]];
}

/** As the server wrote it: `2026-09-01T10:12:53.000000+00:00`. */
function dayOf(time: string): string {
  const [day] = /^\d{4}-\d\d-\d\d/.exec(time) ?? ['unknown'];
  return day;
}

function yesOrNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
