/** Which test holds which row of the contract, and which check: from texts to the lines of a report. */
import type { Row } from './contract/row.ts';

/** A test that runs: its file, and its title behind those of the `describe`s around it. */
export interface Titled {
  readonly file: string;
  readonly title: string;
}

export interface Trace {
  readonly lines: readonly string[];
  /** What nothing holds, and rows that name a test which is not there. */
  readonly faults: readonly string[];
}

/** A row of a table of a document: the section that it stands in, and its first cell. */
export interface Cell {
  readonly section: string;
  readonly name: string;
}

/** Stands for each row of its section, where one test goes through all of them. */
const EVERY_ROW = 'every row';

/** The rows of the tables of a text in Markdown, without their heads. */
export function readCells(markdown: string): Cell[] {
  const lines = markdown.split('\n');
  let section = '';
  return lines.flatMap((line, at) => {
    if (line.startsWith('#')) section = /^#+ (\d+(?:\.\d+)?)/.exec(line)?.[1] ?? '';
    const isRow = line.startsWith('|') && !isRule(line) && !isRule(lines[at + 1]);
    return isRow ? [{ section, name: line.split(/(?<!\\)\|/)[1]?.trim() ?? '' }] : [];
  });
}

function isRule(line = ''): boolean {
  return /^\| *:?-/.test(line);
}

export function traceContract(
  cells: readonly Cell[],
  rows: readonly Row[],
  titles: readonly Titled[],
): Trace {
  const lines: string[] = [];
  const faults: string[] = [];
  for (const [section, row, proof] of rows) {
    const name = `§${section} ${row}`;
    if (typeof proof === 'string') {
      const held = titles.filter(({ title }) => title.includes(proof));
      if (held.length === 0) faults.push(`${name}: no test has “${proof}” in its title`);
      lines.push(`${name}: ${held.map(({ file, title }) => file + title).join('; ')}`);
    } else lines.push(`${name}: no test, for it ${proof.because}`);
  }
  for (const { section, name } of cells) {
    if (rows.some(([of, row]) => of === section && covers(row, name))) continue;
    faults.push(`§${section} ${name}: no row of test/trace/contract stands for it`);
  }
  return { lines, faults };
}

/** `client_id: 18 and 32 characters` is about the cell that has `client_id`. */
function covers(row: string, cell: string): boolean {
  const [about = ''] = row.split(': ');
  return about === EVERY_ROW || bare(cell).includes(bare(about));
}

/** Without the marks of Markdown. */
function bare(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9/{}=.]+/g, ' ')
    .trim();
}

export function traceChecks(cells: readonly Cell[], titles: readonly Titled[]): Trace {
  const lines: string[] = [];
  const faults: string[] = [];
  for (const { name: id } of cells.filter(({ name }) => /^[SR]\d\d$/.test(name))) {
    const held = titles.filter(({ title }) => new RegExp(`\\b${id} `).test(title));
    if (held.length === 0) faults.push(`${id}: no title has it`);
    const files = [...new Set(held.map(({ file }) => file))].join(', ');
    lines.push(`${id}: ${files}`);
  }
  return { lines, faults };
}
