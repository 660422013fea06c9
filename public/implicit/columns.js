/** Which cells of a value a table shows. */
export const COLUMNS = {
  user: (/** @type {any} */ one) =>
    Object.entries(userFields())
      .map(([field, name]) => [name, one[field]])
      .filter(([, value]) => typeof value === 'string'),
  emails: (/** @type {any} */ one) => [
    [one.email, yesOrNo(one.is_primary), yesOrNo(one.is_confirmed)],
  ],
  workspaces: (/** @type {any} */ one) => [
    [
      one.workspace?.slug,
      one.permission ?? (one.administrator === true ? 'administrator' : 'member'),
    ],
  ],
  repositories: (/** @type {any} */ one) => [
    [
      [one.name, one.description],
      one.language || '–',
      one.is_private ? 'private' : 'public',
      dayOf(one.updated_on),
    ],
  ],
};

/** What is shown of a user, and what it is called: the page says so, as it does for the tables of our server. */
function userFields() {
  const { fields = '{}' } = document.getElementById('template-table-user')?.dataset ?? {};
  return /** @type {Record<string, string>} */ (JSON.parse(fields));
}

/** @param {unknown} value `1 Sept 2026` */
function dayOf(value) {
  const date = new Date(String(value));
  const parts = /** @type {const} */ ({ dateStyle: 'medium', timeZone: 'UTC' });
  return Number.isNaN(date.getTime()) ? 'unknown' : date.toLocaleDateString('en-GB', parts);
}

const yesOrNo = (/** @type {unknown} */ value) => (value === true ? 'yes' : 'no');
