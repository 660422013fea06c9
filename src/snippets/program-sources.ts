/** The programs as they lie in `snippets`: read once, when they are first asked for. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { languages } from './languages.ts';
import type { Language } from './languages.ts';
import { readMarks } from './marks.ts';
import type { Mark } from './marks.ts';
import { findRun, readRecord } from './record.ts';
import type { RecordedRun } from './record.ts';

/** A program in one language, byte for byte. */
export interface Source {
  readonly language: Language;
  /** Of the program: the slug of its grant, or `refresh`. */
  readonly name: string;
  /** `authorization-code.py` */
  readonly file: string;
  readonly text: string;
  readonly marks: readonly Mark[];
  /** Of these very bytes; absent: none is recorded. */
  readonly run?: RecordedRun;
}

export interface ProgramSources {
  readonly sources: () => readonly Source[];
}

const PAGE = '.html';

/** @param folder Of all languages. */
export function openProgramSources(folder: string): ProgramSources {
  let sources: readonly Source[] | undefined;
  return { sources: () => (sources ??= readSources(folder)) };
}

function readSources(folder: string): Source[] {
  const record = readRecord(path.join(folder, 'record.json'));
  return languages.flatMap((language) => {
    const own = path.join(folder, language.slug);
    const files = existsSync(own) ? readdirSync(own).toSorted() : [];
    return files.flatMap((file) => {
      const { name, ext } = path.parse(file);
      if (![`.${language.extension}`, PAGE].includes(ext)) return [];
      const text = readFileSync(path.join(own, file), 'utf8');
      const run = findRun(record, `${language.slug}/${file}`, text);
      return { language, name, file, text, marks: readMarks(text), ...(run && { run }) };
    });
  });
}

/** A browser runs it, and it has no secret. */
export function isPage({ file }: Pick<Source, 'file'>): boolean {
  return file.endsWith(PAGE);
}

export function grammarOf(source: Source): string {
  return isPage(source) ? 'xml' : source.language.highlighter;
}
