/** Tables in Markdown; prettier sets their columns. */

export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

/**
 * Puts a table in the place of the one that stands below a comment, such as `<!-- options -->`.
 *
 * @throws There is no such comment with a table below it.
 */
export function replaceTable(document: string, mark: string, table: string): string {
  const [before, after, ...more] = document.split(`<!-- ${mark} -->\n\n`);
  if (after === undefined || more.length > 0) throw new Error(`There is not one <!-- ${mark} -->.`);
  const rest = after.replace(/^(?:\|.*\n)+/, '');
  if (rest === after) throw new Error(`No table stands below <!-- ${mark} -->.`);
  return `${before}<!-- ${mark} -->\n\n${table}\n${rest}`;
}
