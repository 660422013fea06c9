/** The tables of what the API answered: what stands over them and in their heads, here and in the browser's own run. */

export interface ApiTable {
  readonly title: string;
  /** The call that it shows. */
  readonly request: string;
  /** Over the table, before the call; of a list of one workspace its number and the workspace stand there. */
  readonly caption?: string;
  /** None where each row is a field and its value. */
  readonly columns: readonly string[];
  /** What stands in the place of a table without a row. */
  readonly empty: string;
  /** The fields that are shown of a single thing, and what they are called. */
  readonly fields?: Readonly<Record<string, string>>;
}

export const API_TABLES = {
  user: {
    title: 'User',
    request: 'GET /user',
    caption: 'Who the token acts as',
    columns: [],
    empty: 'The answer names no user.',
    fields: {
      display_name: 'Display name',
      username: 'Username',
      nickname: 'Nickname',
      account_id: 'Account ID',
      uuid: 'UUID',
      type: 'Type',
    },
  },
  emails: {
    title: 'E-mail addresses',
    request: 'GET /user/emails',
    caption: 'The user’s addresses',
    columns: ['Address', 'Primary', 'Confirmed'],
    empty: 'The answer is an empty list: this user has no e-mail address.',
  },
  workspaces: {
    title: 'Workspaces',
    request: 'GET /user/workspaces',
    caption: 'The workspaces the token can see',
    columns: ['Workspace', 'Role'],
    empty: 'The answer is an empty list: no workspace.',
  },
  repositories: {
    title: 'Repositories',
    request: 'GET /repositories/…',
    columns: ['Repository', 'Language', 'Visibility', 'Updated'],
    empty:
      'There is none to show: no workspace to read from, or it has no repository that the token can see.',
  },
} as const satisfies Readonly<Record<string, ApiTable>>;
