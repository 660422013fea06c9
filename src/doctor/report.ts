/** What is printed of the findings: for a person, or as JSON. */
import { findStatement } from '../statements/index.ts';
import { exitCodeOf } from './finding.ts';
import type { Finding, FindingVerdict } from './finding.ts';

const SIGNS: Readonly<Record<FindingVerdict, string>> = {
  fine: '✓',
  note: '·',
  fault: '✕',
  'cannot tell': '?',
};

/** The longest name of a check has twenty characters. */
const INDENT = ' '.repeat(24);

export function renderFindings(findings: readonly Finding[]): string {
  return [...findings.map(renderFinding), '', summarize(findings), ''].join('\n');
}

function renderFinding({ about, verdict, says, whatToDo, statement, failure }: Finding): string {
  const isWrong = verdict === 'fault' || verdict === 'cannot tell';
  return [
    `${SIGNS[verdict]} ${about.padEnd(INDENT.length - 2)}${says}`,
    ...(whatToDo === undefined ? [] : [`${INDENT}→ ${whatToDo}`]),
    ...(failure === undefined ? [] : [`${INDENT}More in the app, at /errors/${failure}`]),
    ...(statement === undefined || !isWrong ? [] : [`${INDENT}${quote(statement)}`]),
  ].join('\n');
}

/** As the page `/bitbucket` says it. */
function quote(id: string): string {
  const { claim, status, asOf } = findStatement(id);
  return `Bitbucket: ${claim.replaceAll('`', '')} (${status}, ${asOf}; /bitbucket#${id})`;
}

function summarize(findings: readonly Finding[]): string {
  const count = (verdict: FindingVerdict) =>
    findings.filter((one) => one.verdict === verdict).length;
  const faults = count('fault');
  const open = count('cannot tell');
  if (faults + open === 0) return 'All is fine.';
  const parts = [
    ...(faults > 0 ? [`${faults} ${faults === 1 ? 'fault' : 'faults'}`] : []),
    ...(open > 0 ? [`${open} that cannot be told from here`] : []),
  ];
  return `${parts.join(', ')}.`;
}

export function renderAsJson(findings: readonly Finding[]): string {
  const told = findings.map(({ statement, ...finding }) => {
    if (statement === undefined) return finding;
    const { id, claim, status, asOf } = findStatement(statement);
    return { ...finding, statement: { id, claim, status, asOf } };
  });
  return `${JSON.stringify({ exitCode: exitCodeOf(findings), findings: told }, null, 2)}\n`;
}
