/**
 * Which programs ran green, when, with what, in which eras: `snippets/record.json`, which the pages show.
 * A program counts where every one of its tests was run and passed; the entries of others stay.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import type { RunRecord } from '../../src/snippets/record.ts';
import { SNIPPETS } from './support/program-files.ts';

/** What of jest's JSON counts here. */
export interface Results {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly status: string;
    }[];
  }[];
}

export const FILE = path.join(SNIPPETS, 'record.json');

export async function writeRecord(entries: RunRecord): Promise<void> {
  const sorted = Object.entries(entries).toSorted(([a], [b]) => a.localeCompare(b));
  const text = JSON.stringify(Object.fromEntries(sorted));
  writeFileSync(FILE, await format(text, { parser: 'json', printWidth: 100 }));
}

/** @returns The programs of which all tests passed, with the eras that these were about. */
export function readGreen({ testResults }: Results): Map<string, string[]> {
  const eras = new Map<string, Set<string>>();
  const notGreen = new Set<string>();
  for (const { ancestorTitles, status } of testResults.flatMap((one) => one.assertionResults)) {
    const [, name, era] = /(\S+\/\S+) in (\w+)/.exec(ancestorTitles.join(' ')) ?? [];
    if (name === undefined || era === undefined) continue;
    if (status !== 'passed') notGreen.add(name);
    eras.set(name, (eras.get(name) ?? new Set()).add(era));
  }
  const green = [...eras].filter(([name]) => !notGreen.has(name));
  return new Map(green.map(([name, ofIt]) => [name, [...ofIt].toSorted()]));
}
