/**
 * The programs that a language has: the file `snippets/<language>/<name>.<extension>`, each whole. One for each
 * grant, by the slug of the grant; and these, for what every token can do.
 */
export interface Program {
  /** The file's name without its extension. */
  readonly name: string;
  /** Of the stage, where the grant's own program has none of its lines. */
  readonly steps: readonly string[];
}

export const PROGRAMS_FOR_TOKENS: readonly Program[] = [
  { name: 'refresh', steps: ['Refresh'] },
  { name: 'list-repositories', steps: ['API', 'Next'] },
];
