/** What the API answered: a table for each call. */
import type { Refusal } from '../../bitbucket/api-set.ts';
import { API_TABLES } from '../api-tables.ts';
import type { ApiTable } from '../api-tables.ts';
import { showResults } from '../show-results.ts';
import type { CellView, ResourceView } from '../view-model.ts';
import { addressOf } from './address-of.ts';
import { failedStep } from './show-flow.ts';
import { showRequest } from './show-request.ts';
import type { Looking } from './looking.ts';
import type { MessagePart, TablePart } from './message-view.ts';

export function showApi(looking: Looking): MessagePart[] {
  const { run } = looking;
  const isUnanswered = run.waiting?.step === 'API' || failedStep(run) === 'API';
  if (!run.results || isUnanswered) return showRequest('API', looking);
  const kept = new Set(run.wire.exchanges.map(({ id }) => id));
  const { user, emails, workspaces, repositories } = showResults(
    run.results,
    (id) => addressOf(run, 'API', { view: 'wire', exchange: id }),
    kept,
  );
  return [
    showTable(API_TABLES.user, user),
    showTable(API_TABLES.emails, emails),
    showTable(API_TABLES.workspaces, workspaces),
    ...(repositories
      ? [showTable(API_TABLES.repositories, repositories, repositories.workspace)]
      : []),
  ];
}

/** Of a list on the stage, which fits a window. */
const MOST_ROWS = 6;

function showCell({ text, iso }: CellView): string {
  return iso === undefined ? text : iso.slice(0, 10);
}

export function showTable(table: ApiTable, result: ResourceView, workspace?: string): TablePart {
  const title = workspace === undefined ? table.title : `${table.title} of ${workspace}`;
  const exchanges = result.exchangeHrefs.map((href) => ({ href, text: table.request }));
  const common = { kind: 'table', caption: title, exchanges } as const;
  if (!result.isOk) {
    const status = result.status === undefined ? '' : `${result.status}: `;
    const refusal = [status + result.message, ...showScopes(result)].join(' ');
    return { ...common, refusal, columns: [], rows: [], hasMore: false };
  }
  const columns = table.columns.length > 0 ? table.columns : ['Field', 'Value'];
  return {
    ...common,
    columns,
    rows: result.rows.slice(0, MOST_ROWS).map((row) => row.map(showCell)),
    ...(result.rows.length === 0 && { empty: table.empty }),
    hasMore: result.hasMore || result.rows.length > MOST_ROWS,
  };
}

/** With a 403: the scopes that the call needs, and those that the token has. RFC 6750 §3.1 */
function showScopes({ required, granted }: Refusal): string[] {
  if (!required || !granted) return [];
  return [`Scopes required: ${required.join(' ')}.`, `Scopes granted: ${granted.join(' ')}.`];
}
