/** Which bytes of a program the suite has run, when and with what: `snippets/record.json`. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod/mini';

const RUN = z.object({
  sha256: z.string(),
  /** `2026-11-26` */
  ranOn: z.iso.date(),
  /** The tool chain and its version: `Python 3.11.2`. */
  with: z.string(),
  /** Of the sandbox. */
  eras: z.array(z.string()).check(z.minLength(1)),
});
const RECORD = z.record(z.string(), RUN);

export type RecordedRun = z.infer<typeof RUN>;
/** By `<language>/<file>`. */
export type RunRecord = Readonly<Record<string, RecordedRun>>;

/** @throws What is wrong with the file: it is ours. */
export function readRecord(file: string): RunRecord {
  return existsSync(file) ? RECORD.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
}

/** Line ends as in the repository, whatever a checkout has made of them. */
export function hashProgram(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
}

/** @returns None where other bytes were run than these. */
export function findRun(record: RunRecord, name: string, text: string): RecordedRun | undefined {
  const run = record[name];
  return run?.sha256 === hashProgram(text) ? run : undefined;
}
