/** What the API answered, as a table: the entries of a list, the fields of a thing, the headers. */
import type { ExplorerCall } from '../../explorer/explorer-calls.ts';
import { isSecretName } from '../../secrets/secret-names.ts';
import { cutBetweenWords } from '../../wire/cut.ts';
import type { WireResponse } from '../../wire/exchange.ts';
import { joinParts, maskText, maskWhole } from '../../wire/redaction.ts';
import type { Looking } from './looking.ts';
import type { TablePart } from './table-view.ts';

/** Of a page. */
export const MOST_ROWS = 30;
const MOST_FIELDS = 30;
/** Of a list whose usual fields are not in the answer. */
const MOST_COLUMNS = 4;
const LONGEST_CELL = 120;
const DEEPEST = 4;

export function showHeaders({ headers }: WireResponse, looking: Looking): TablePart {
  const rows = headers.map(([name, value]) => [
    showName(name, looking),
    showCell(name, value, looking),
  ]);
  return tableOf('Headers of the answer', ['Header', 'Value'], rows, true);
}

export function showList(
  call: ExplorerCall,
  entries: readonly unknown[],
  looking: Looking,
): TablePart {
  const leaves = entries.map((entry) => leavesOf(entry));
  const known = call.columns.filter((column) => leaves.some((one) => one.has(column)));
  const found = [...new Set(leaves.flatMap((one) => [...one.keys()]))].slice(0, MOST_COLUMNS);
  const columns = known.length > 0 ? known : found;
  const rows = leaves
    .slice(0, MOST_ROWS)
    .map((one) =>
      columns.map((column) => showCell(column, shorten(one.get(column) ?? ''), looking)),
    );
  return {
    ...tableOf(
      call.title,
      columns.map((column) => showName(column, looking)),
      rows,
    ),
    ...(rows.length === 0 && { empty: 'the answer is an empty list.' }),
  };
}

/** A moment is shown by its day. */
function shorten(value: string): string {
  return /^\d{4}-\d\d-\d\dT/.test(value) ? value.slice(0, 10) : value;
}

export function showFields(call: ExplorerCall, json: unknown, looking: Looking): TablePart {
  const rows = [...leavesOf(json)]
    .slice(0, MOST_FIELDS)
    .map(([name, value]) => [showName(name, looking), showCell(name, value, looking)]);
  return tableOf(call.title, ['Field', 'Value'], rows, true);
}

function tableOf(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  isOfFields = false,
): TablePart {
  return {
    kind: 'table',
    caption,
    columns,
    rows,
    hasMore: false,
    ...(isOfFields && { isOfFields }),
  };
}

/** It is the server's, as a value is. */
function showName(name: string, { secrets }: Looking): string {
  return joinParts(maskText(cutBetweenWords(name, LONGEST_CELL), secrets));
}

function showCell(name: string, value: string, { secrets }: Looking): string {
  const last = name.split('.').at(-1) ?? '';
  return joinParts(isSecretName(last) ? maskWhole(value) : maskText(value, secrets));
}

/** What is no object and no list, by its path: `workspace.slug`. Links are addresses of more, and left out. */
function leavesOf(thing: unknown, above = '', depth = 0): Map<string, string> {
  if (typeof thing !== 'object' || thing === null || Array.isArray(thing)) return new Map();
  return new Map(
    Object.entries(thing)
      .filter(([name]) => name !== 'links')
      .flatMap(([name, value]: [string, unknown]): [string, string][] => {
        const path = above + name;
        if (value === null) return [[path, 'null']];
        if (typeof value === 'string') return [[path, cutBetweenWords(value.trim(), LONGEST_CELL)]];
        if (typeof value !== 'object') return [[path, JSON.stringify(value)]];
        return depth < DEEPEST ? [...leavesOf(value, `${path}.`, depth + 1)] : [];
      }),
  );
}
