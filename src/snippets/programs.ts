/**
 * The programs that a language has: the file `snippets/<language>/<name>.<extension>`, each whole. One for each
 * grant, by the slug of the grant; and these, for what every token can do.
 */
export interface Program {
  /** The file's name without its extension. */
  readonly name: string;
  readonly title: string;
}

export const PROGRAMS_FOR_TOKENS: readonly Program[] = [
  { name: 'refresh', title: 'Renew a token, one at a time' },
  { name: 'list-repositories', title: 'Read a list, page by page' },
];
