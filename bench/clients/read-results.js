/** The API calls of a flow, the same for all: user, e-mails, workspaces, the first page of repositories. */

const FIELDS = {
  user: 'type,display_name,username,nickname,account_id,uuid',
  emails: 'values.email,values.is_primary,values.is_confirmed,next',
  workspaces: 'values.workspace.slug,values.permission,values.administrator,next',
  repositories:
    'values.name,values.slug,values.description,values.language,values.is_private,values.updated_on,next',
};

export const PATHS = {
  user: `/2.0/user?fields=${FIELDS.user}`,
  emails: `/2.0/user/emails?fields=${FIELDS.emails}`,
  workspaces: `/2.0/user/workspaces?fields=${FIELDS.workspaces}`,
  repositoriesOf: (workspace) => `/2.0/repositories/${workspace}?fields=${FIELDS.repositories}`,
};

/** A strategy of Passport's reads fields of its own, and knows no query. */
export const WHOLE_USER = '/2.0/user';

/** @param get Given an absolute URL, the parsed JSON. One after the other, as most clients do it. */
export async function readResults(get, base) {
  const user = await get(base + PATHS.user);
  return { user, ...(await readLists(get, base)) };
}

export async function readLists(get, base) {
  const { values: emails } = await get(base + PATHS.emails);
  const { values: workspaces } = await get(base + PATHS.workspaces);
  const path = PATHS.repositoriesOf(workspaces[0].workspace.slug);
  const { values: repositories } = await get(base + path);
  return { emails, workspaces, repositories };
}
