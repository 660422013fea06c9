/** The API calls of a flow, the same for all: user, e-mails, workspaces, three pages of repositories. */

/** @param get Given an absolute URL, the parsed JSON. One after the other, as the product does it. */
export async function readResults(get, base) {
  const user = await get(`${base}/2.0/user`);
  return { user, ...(await readLists(get, base)) };
}

export async function readLists(get, base) {
  const { values: emails } = await get(`${base}/2.0/user/emails`);
  const { values: workspaces } = await get(`${base}/2.0/user/workspaces`);
  const repositories = [];
  let next = `${base}/2.0/repositories/${workspaces[0].workspace.slug}`;
  while (next) {
    const page = await get(next);
    repositories.push(...page.values);
    next = page.next;
  }
  return { emails, workspaces, repositories };
}
