/** The texts with which the sandbox refuses, read out of its source. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface SourceRefusal {
  /** `http/parameters.ts`, below `src/sandbox`. */
  readonly file: string;
  /** Of a page its title and its message, of others one; what varies in braces. */
  readonly texts: readonly string[];
  /** Where no text stands in the source: what stands there. */
  readonly passesOn?: string;
}

/** Which of the arguments are words, and what follows on them. */
const CALLS: Readonly<
  Record<string, { readonly places: readonly number[]; readonly end?: string }>
> = {
  'new OAuthError': { places: [1] },
  'new ApiError': { places: [1] },
  'new PageError': { places: [0, 1] },
  refused: { places: [0], end: ': {x}' },
  badRequest: { places: [0, 1] },
};

const LITERAL = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/y;

export function readRefusals(folder = 'src/sandbox'): SourceRefusal[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ file, text: readFileSync(path.join(folder, file), 'utf8') }));
  const constants = new Map(files.flatMap(({ text }) => constantsOf(text)));
  return files.flatMap(({ file, text }) => [
    ...Object.entries(CALLS).flatMap(([call, { places, end = '' }]) =>
      argumentsOf(text, call)
        .flatMap((args) => readCall(file, args, places, constants))
        .map((one) => ({ ...one, texts: one.texts.map((words) => words + end) })),
    ),
    ...[...text.matchAll(/\berror_description: ('[^'\n]+')/g)].map(([, literal = '']) => ({
      file,
      texts: literalsOf(literal),
    })),
  ]);
}

function readCall(
  file: string,
  args: readonly string[],
  places: readonly number[],
  constants: ReadonlyMap<string, string>,
): SourceRefusal[] {
  const words = places.flatMap((place) => args[place] ?? []);
  const texts = words.flatMap((one) => {
    const known = constants.get(one.trim());
    return known === undefined ? literalsOf(one, constants) : [known];
  });
  // One call of several texts, as a condition has it, is as many refusals; a page's two are one.
  if (places.length === 2 && places[0] === 0 && texts.length === 2) return [{ file, texts }];
  if (texts.length > 0) return texts.map((text) => ({ file, texts: [text] }));
  return [{ file, texts: [], passesOn: words.join(', ').trim() }];
}

/** `const NAME = 'words' + 'words';` */
function constantsOf(text: string): [string, string][] {
  return [...text.matchAll(/\bconst ([A-Z_]+) =\s*((?:'[^'\n]*'(?:\s*\+\s*)?)+);/g)].map(
    ([, name = '', value = '']) => [name, literalsOf(value)[0] ?? ''],
  );
}

/** Those that are added up are one. What a template puts in stands in braces. */
function literalsOf(source: string, constants: ReadonlyMap<string, string> = new Map()): string[] {
  const texts: string[] = [];
  let isAdded = false;
  for (let at = 0; at < source.length; at += 1) {
    LITERAL.lastIndex = at;
    const [literal] = LITERAL.exec(source) ?? [];
    if (literal === undefined) {
      if (!/\s/.test(source[at] ?? '')) isAdded = source[at] === '+';
      continue;
    }
    const text = literal
      .slice(1, -1)
      .replaceAll(/\$\{([^}]*)\}/g, (_all, name: string) => constants.get(name) ?? '{x}')
      .replaceAll(/\\(.)/g, '$1');
    if (isAdded) texts.push(`${texts.pop() ?? ''}${text}`);
    else texts.push(text);
    at += literal.length - 1;
    isAdded = false;
  }
  return texts.filter((text) => /[a-z]{3}/i.test(text));
}

/** The arguments of each call, as they stand there. */
function argumentsOf(text: string, call: string): string[][] {
  const found = [...text.matchAll(new RegExp(`(?<![\\w.]|function )${call}\\(`, 'g'))];
  return found.map(({ index, 0: whole }) => splitArguments(text, index + whole.length));
}

function splitArguments(text: string, start: number): string[] {
  const args = [''];
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    LITERAL.lastIndex = at;
    const [literal] = LITERAL.exec(text) ?? [];
    const piece = literal ?? text[at] ?? '';
    if (/^[([{]$/.test(piece)) depth += 1;
    if (/^[)\]}]$/.test(piece)) depth -= 1;
    if (depth < 0) break;
    if (piece === ',' && depth === 0) args.push('');
    else args.push(`${args.pop() ?? ''}${piece}`);
    at += piece.length - 1;
  }
  return args;
}
