/** Reads what the templates wrote: tags with their attributes, each closed where it was opened, or it throws. */

export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Of the tags around it, the outermost first. */
  readonly within: readonly Tag[];
  /** All of it, tags left out. */
  text: string;
}

const TAG = /<(?<close>\/)?(?<name>[a-z][a-z0-9]*)(?<rest>(?:[^<>"]|"[^"]*")*?)(?<empty>\/)?>/gi;
const ATTRIBUTE = /\s(?<name>[a-z][a-z0-9-]*)(?:="(?<value>[^"]*)")?/gi;
const VOID = new Set(['meta', 'link', 'input', 'wbr']);

export function readTags(html: string): Tag[] {
  const tags: Tag[] = [];
  const open: Tag[] = [];
  let end = html.indexOf('<html');
  for (const { index, 0: whole, groups = {} } of html.matchAll(TAG)) {
    const text = html.slice(end, index);
    if (text.includes('<') && index > end) throw new Error(`not a tag: ${text}`);
    for (const tag of open) tag.text += text;
    end = index + whole.length;
    const { name = '', rest = '', close, empty } = groups;
    if (close) {
      const last = open.pop();
      if (last?.name !== name) throw new Error(`<${last?.name}> is closed by </${name}>`);
      continue;
    }
    const tag: Tag = { name, attributes: readAttributes(rest), within: [...open], text: '' };
    tags.push(tag);
    if (!empty && !VOID.has(name)) open.push(tag);
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)?.name}> is never closed`);
  return tags;
}

function readAttributes(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const { groups = {} } of text.matchAll(ATTRIBUTE)) {
    const { name = '', value = '' } = groups;
    if (attributes.has(name)) throw new Error(`${name} stands twice in ${text}`);
    attributes.set(name, value);
  }
  return attributes;
}

export function hasClass(tag: Tag | undefined, name: string): boolean {
  return tag?.attributes.get('class')?.split(' ').includes(name) ?? false;
}
