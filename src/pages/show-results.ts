/** What the API answered, as rows of tables. */
import type { ApiResults } from '../bitbucket/api-results.ts';
import type { ApiResult } from '../bitbucket/api-set.ts';
import type { Email, Repository, User, WorkspaceAccess } from '../bitbucket/resources.ts';
import { showMoment } from './show-moment.ts';
import { API_TABLES } from './api-tables.ts';
import type { ApiResultsView, ResourceView, RowView } from './view-model.ts';

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
  toRows: (value: T) => RowView[],
): ResourceView {
  const exchangeHrefs = hrefsOf(result);
  if (result.isOk) {
    const rows = result.values.flatMap(toRows);
    return { isOk: true, rows, hasMore: result.next !== undefined, exchangeHrefs };
  }
  return { isOk: false, ...result.refusal, exchangeHrefs };
}

/** A row for each of its fields that came. */
function showUser(user: User): RowView[] {
  const values = new Map<string, string | undefined>(Object.entries(user));
  return Object.entries(API_TABLES.user.fields).flatMap(([field, name]): RowView[] => {
    const value = values.get(field);
    return value === undefined ? [] : [[{ text: name }, { text: value }]];
  });
}

function showEmail({ email, is_primary, is_confirmed }: Email): RowView[] {
  return [[{ text: email }, { text: yesOrNo(is_primary) }, { text: yesOrNo(is_confirmed) }]];
}

function showMembership({ workspace, permission, administrator }: WorkspaceAccess): RowView[] {
  const role = permission ?? (administrator === true ? 'administrator' : 'member');
  return [[{ text: workspace.slug }, { text: role }]];
}

function showRepository(repository: Repository): RowView[] {
  const updated = Date.parse(repository.updated_on ?? '');
  const { name, description, language, is_private } = repository;
  return [
    [
      { text: name, ...(description && { note: description }) },
      { text: language || '–' },
      { text: is_private ? 'private' : 'public' },
      Number.isNaN(updated) ? { text: 'unknown' } : showMoment(updated),
    ],
  ];
}

function yesOrNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
