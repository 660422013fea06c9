/** The programs that a language has: the file `snippets/<language>/<name>.<extension>`, each whole. */
export interface Program {
  /** The file's name without its extension. */
  readonly name: string;
  readonly title: string;
  /** The slug of its grant; absent: what every token can do. */
  readonly grant?: string;
  /** bitbucket.org has it no more. */
  readonly isHistory?: true;
}

export const programs: readonly Program[] = [
  { name: 'authorization-code', title: 'Sign a person in', grant: 'authorization-code' },
  { name: 'client-credentials', title: 'Act as the client', grant: 'client-credentials' },
  { name: 'refresh', title: 'Renew a token, one at a time' },
  { name: 'list-repositories', title: 'Read a list, page by page' },
  {
    name: 'resource-owner-password',
    title: 'Trade a password for a token',
    grant: 'resource-owner-password',
    isHistory: true,
  },
  { name: 'implicit', title: 'Read a token in the browser', grant: 'implicit', isHistory: true },
];
