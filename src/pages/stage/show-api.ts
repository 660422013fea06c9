/** What the API answered: a table for each call. */
import type { ApiResults, ListName } from '../../bitbucket/api-results.ts';
import type { Refusal } from '../../bitbucket/api-set.ts';
import { API_TABLES } from '../api-tables.ts';
import type { ApiTable } from '../api-tables.ts';
import { showResults } from '../show-results.ts';
import type { ResourceView } from '../view-model.ts';
import { addressOf } from './address-of.ts';
import { showExplorer } from './show-explorer.ts';
import { showExpected } from './show-expected.ts';
import { showRefusals } from './show-failure.ts';
import { failedStep } from './show-flow.ts';
import { showRequest } from './show-request.ts';
import type { Looking } from './looking.ts';
import type { MessagePart } from './message-view.ts';
import type { TablePart } from './table-view.ts';

export function showApi(looking: Looking): MessagePart[] {
  const { run, call } = looking;
  if (call) return [showExplorer(looking, call)];
  const isWaiting = run.waiting?.step === 'API';
  const isUnanswered = isWaiting || failedStep(run) === 'API';
  if (!run.results || isUnanswered) {
    return [...showRequest('API', looking), ...(isWaiting ? showExpected(run) : [])];
  }
  const explorer = run.token ? [showExplorer(looking)] : [];
  return [...explorer, ...showPage({ ...run.results, number: 1 }, 'API', looking)];
}

/** A later page of a list. */
export function showFurtherPage(looking: Looking): MessagePart[] {
  const { furtherPage } = looking.run;
  return furtherPage ? showPage(furtherPage, 'Next', looking) : [];
}

type Results = Partial<ApiResults> & { readonly number: number };

function showPage(results: Results, step: string, { run }: Looking): MessagePart[] {
  const kept = new Set(run.wire.exchanges.map(({ id }) => id));
  const toHref = (id: string) => addressOf(run, step, { view: 'wire', exchange: id });
  const { user, emails, workspaces, repositories } = showResults(results, toHref, kept);
  const { number } = results;
  const list = (name: ListName, result: ResourceView, workspace?: string): TablePart => ({
    ...showTable(API_TABLES[name], result, workspace, number),
    ...(result.isOk && result.hasMore && run.token && { next: { list: name, page: number } }),
  });
  const tables = [
    ...(user ? [showTable(API_TABLES.user, user)] : []),
    ...(emails ? [list('emails', emails)] : []),
    ...(workspaces ? [list('workspaces', workspaces)] : []),
    ...(repositories ? [list('repositories', repositories, repositories.workspace)] : []),
  ];
  return [...joinRefusals(tables), ...showRefusals(run, step, results)];
}

/** What several calls are told in the same words is said once. */
function joinRefusals(tables: readonly TablePart[]): TablePart[] {
  const byWords = new Map<string | TablePart, TablePart>();
  for (const table of tables) {
    const key = table.refusal ?? table;
    const earlier = byWords.get(key);
    const caption = earlier ? `${earlier.caption}, ${table.caption}` : table.caption;
    byWords.set(key, { ...table, caption });
  }
  return [...byWords.values()];
}

export function showTable(
  table: ApiTable,
  result: ResourceView,
  workspace?: string,
  number = 1,
): TablePart {
  const title = workspace === undefined ? table.title : `${table.title} of ${workspace}`;
  const href = result.exchangeHrefs.at(-1);
  const common = {
    kind: 'table',
    caption: number === 1 ? title : `${title}, page ${number}`,
    ...(href !== undefined && { call: { href, text: table.request } }),
  } as const;
  if (!result.isOk) {
    const status = result.status === undefined ? '' : `${result.status}: `;
    const refusal = [status + result.message, ...showScopes(result)].join(' ');
    return { ...common, refusal, columns: [], rows: [], hasMore: false };
  }
  return {
    ...common,
    ...(table.columns.length > 0
      ? { columns: table.columns }
      : { columns: ['Field', 'Value'], isOfFields: true }),
    rows: result.rows,
    ...(result.rows.length === 0 && { empty: table.empty }),
    hasMore: result.hasMore,
  };
}

/** With a 403: the scopes that the call needs, and those that the token has. RFC 6750 §3.1 */
function showScopes({ required, granted }: Refusal): string[] {
  if (!required || !granted) return [];
  return [`Scopes required: ${required.join(' ')}.`, `Scopes granted: ${granted.join(' ')}.`];
}
