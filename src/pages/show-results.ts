/** What the API answered, as rows of tables. */
import type { ApiResults } from '../bitbucket/api-results.ts';
import type { ApiResult } from '../bitbucket/api-set.ts';
import type { Repository, User } from '../bitbucket/resources.ts';
import { showMoment } from './show-moment.ts';
import type { ApiResultsView, ResourceView } from './view-model.ts';

/**
 * @param base Where the exchanges stand: `/implicit/exchanges`.
 * @param kept The ids of those that are there still.
 */
export function showResults(
  results: ApiResults,
  base: string,
  kept: ReadonlySet<string>,
): ApiResultsView {
  const { repositories } = results;
  const hrefsOf = ({ exchangeIds }: ApiResult<unknown>) =>
    exchangeIds.filter((id) => kept.has(id)).map((id) => `${base}/${id}`);
  return {
    user: showResult(results.user, hrefsOf, showUser),
    emails: showResult(results.emails, hrefsOf, (email) => [
      { email: email.email, isPrimary: email.is_primary, isConfirmed: email.is_confirmed },
    ]),
    workspaces: showResult(
      results.workspaces,
      hrefsOf,
      ({ workspace, permission, administrator }) => [
        {
          slug: workspace.slug,
          role: permission ?? (administrator === true ? 'administrator' : 'member'),
        },
      ],
    ),
    ...(repositories && {
      repositories: {
        ...showResult(repositories, hrefsOf, showRepository),
        workspace: repositories.workspace,
      },
    }),
  };
}

function showResult<T, Row>(
  result: ApiResult<T>,
  hrefsOf: (result: ApiResult<unknown>) => string[],
  toRows: (value: T) => Row[],
): ResourceView<Row> {
  const exchangeHrefs = hrefsOf(result);
  if (result.isOk) {
    const rows = result.values.flatMap(toRows);
    return { isOk: true, rows, hasMore: result.next !== undefined, exchangeHrefs };
  }
  return { isOk: false, ...result.refusal, exchangeHrefs };
}

function showUser(user: User) {
  const fields: [name: string, value: string | undefined][] = [
    ['Display name', user.display_name],
    ['Username', user.username],
    ['Nickname', user.nickname],
    ['Account ID', user.account_id],
    ['UUID', user.uuid],
    ['Type', user.type],
  ];
  return fields.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}

function showRepository(repository: Repository) {
  const updated = Date.parse(repository.updated_on ?? '');
  return [
    {
      name: repository.name,
      language: repository.language || '–',
      visibility: repository.is_private ? ('private' as const) : ('public' as const),
      updated: Number.isNaN(updated) ? undefined : showMoment(updated),
      description: repository.description ?? '',
    },
  ];
}
