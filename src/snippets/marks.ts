/** The lines of a program that are one step of a grant: they begin with a comment that names its letters. */

export interface Mark {
  /** Of the figure: `D`; `API`, `Refresh`, `Next`, `Lock`. */
  readonly letters: readonly string[];
  /** The first and the last of its lines, counted from 1. */
  readonly from: number;
  readonly to: number;
}

/** `// (D), (E) Trade the code for tokens.` */
const MARK = /^\s*(?:\/\/|#|<!--|\/\*)\s*(\([A-Z]\w*\)(?:[,\s]*\([A-Z]\w*\))*)/;

/** A mark goes as far as the next blank line. */
export function readMarks(text: string): Mark[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const [, named] = MARK.exec(line) ?? [];
    if (named === undefined) return [];
    const blank = lines.findIndex((one, at) => at > index && one.trim() === '');
    const letters = [...named.matchAll(/\w+/g)].map(([letter]) => letter);
    return [{ letters, from: index + 1, to: blank === -1 ? lines.length : blank }];
  });
}
