/**
 * `npm run trace`: which row of docs/bitbucket-contract.md and which check of docs/checks.md is held by which
 * test. Exit code 1 where one is held by none.
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { apiRows } from './contract/api.ts';
import { authorizationServerRows } from './contract/authorization-server.ts';
import { clientRows } from './contract/clients-and-scopes.ts';
import { readTitles } from './titles.ts';
import { type Titled, readCells, traceChecks, traceContract } from './trace.ts';

const TOP = path.resolve(import.meta.dirname, '..', '..');
/** Sections 0 to 6 describe behaviour; those behind them are about problems and design. */
const FIRST_WITHOUT_BEHAVIOUR = 7;

const titles: Titled[] = readdirSync(path.join(TOP, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .toSorted()
  .flatMap((name) => {
    const file = path.posix.join('test', name);
    return readTitles(readFileSync(path.join(TOP, file), 'utf8')).map((title) => ({ file, title }));
  });

const cellsOf = (document: string) =>
  readCells(readFileSync(path.join(TOP, 'docs', document), 'utf8'));

const contract = cellsOf('bitbucket-contract.md').filter(
  ({ section }) => section !== '' && Number(section) < FIRST_WITHOUT_BEHAVIOUR,
);
const traces = [
  traceContract(contract, [...authorizationServerRows, ...clientRows, ...apiRows], titles),
  traceChecks(cellsOf('checks.md'), titles),
];
const faults = traces.flatMap((trace) => trace.faults);
const lines = [
  ...traces.flatMap((trace) => trace.lines),
  ...faults.map((fault) => `MISSING ${fault}`),
  `${faults.length} rows and checks are held by nothing`,
];
process.stdout.write(`${lines.join('\n')}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
