/** The two files that settings come from, .env and config.json. Only one that is not there counts as none. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import dotenv from 'dotenv';

/** What a file holds, or what is wrong with it: never a value out of it. */
export interface Found<T> {
  readonly content: T;
  readonly faults: readonly string[];
}

export function readEnvFile(file: string): Found<Record<string, string>> {
  const { content, faults } = readText(file);
  return { content: dotenv.parse(content ?? ''), faults };
}

/** Into the environment, where what is set already stays. @returns What is wrong with the file. */
export function addEnvFile(file: string, env: NodeJS.ProcessEnv): readonly string[] {
  const { content, faults } = readEnvFile(file);
  dotenv.populate(env, content);
  return faults;
}

/** @returns The content as it stands there; `{}` where there is no file, or a faulty one. */
export function readConfigFile(file: string): Found<unknown> {
  const { content: text, faults } = readText(file);
  if (text === undefined) return { content: {}, faults };
  try {
    return { content: JSON.parse(text), faults };
  } catch (error) {
    // JSON.parse quotes the file in its message, secrets included: only the place is taken from it.
    const position = /position (\d+)/.exec(String(error))?.[1]; // some messages name none
    const line = text.slice(0, Number(position)).split('\n').length;
    const place = position === undefined ? '' : ` (line ${line})`;
    const fix = 'look for a missing comma or quotation mark';
    return { content: {}, faults: [`config.json is not valid JSON${place}: ${fix}.`] };
  }
}

/** Strict, and without the mark that Windows puts at the beginning: `decode` leaves a BOM out. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

function readText(file: string): Found<string | undefined> {
  const name = path.basename(file);
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { content: undefined, faults: [] };
    return {
      content: undefined,
      faults: [`${name} cannot be read: ${remedyFor(code)} (${code}).`],
    };
  }
  try {
    return { content: utf8.decode(bytes), faults: [] };
  } catch {
    return { content: undefined, faults: [`${name} is not UTF-8: save it in that encoding.`] };
  }
}

function remedyFor(code: string): string {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'let this process read it, or take it away';
    case 'EISDIR':
      return 'it is a directory; put a file in its place, or take it away';
    case 'ELOOP':
      return 'its symbolic links lead round in a circle; put a file in its place';
    default:
      return 'make it a file that this process may read, or take it away';
  }
}
