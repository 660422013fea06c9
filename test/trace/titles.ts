/** The titles of the tests that really run, read from the syntax tree of their files. */
import { parse } from '@babel/parser';

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Each title behind those of the `describe`s around it; `${…}` stands for what is computed. */
export function readTitles(source: string): string[] {
  const { program } = parse(source, { sourceType: 'module', plugins: ['typescript'] });
  return collect(program.body, '');
}

function collect(part: unknown, around: string): string[] {
  if (Array.isArray(part)) return part.flatMap((one) => collect(one, around));
  if (!isNode(part)) {
    const isObject = typeof part === 'object' && part !== null;
    return isObject ? collect(Object.values(part), around) : [];
  }
  const { name, title } = readCall(part);
  if (name === 'skipped') return [];
  const here = title === undefined ? around : `${around} › ${title}`;
  const inside = collect(Object.values(part), name === 'describe' ? here : around);
  return name === 'it' && title !== undefined ? [here, ...inside] : inside;
}

/** `it(…)`, `it.each(…)(…)`, and `describe` likewise; every other modifier keeps a test from running. */
function readCall(node: Node): { name?: 'it' | 'describe' | 'skipped'; title?: string } {
  const callee = node.type === 'CallExpression' ? node['callee'] : undefined;
  const made = isNode(callee) && callee.type === 'CallExpression' ? callee['callee'] : callee;
  const [name = '', modifier] = pathOf(made);
  if (/^x(?:it|test|describe)$/.test(name)) return { name: 'skipped' };
  if (!/^(?:it|test|describe\w*)$/.test(name)) return {};
  if (modifier !== undefined && modifier !== 'each') return { name: 'skipped' };
  if (modifier === 'each' && made === callee) return {}; // the table, not yet the test
  const title = textOf((node['arguments'] as readonly unknown[])[0]);
  const kind = name.startsWith('describe') ? 'describe' : 'it';
  return { name: kind, ...(title !== undefined && { title }) };
}

/** `it.each` as `['it', 'each']`. */
function pathOf(node: unknown): string[] {
  if (!isNode(node)) return [];
  if (node.type === 'MemberExpression') {
    return [...pathOf(node['object']), ...pathOf(node['property'])];
  }
  return node.type === 'Identifier' ? [String(node['name'])] : [];
}

function textOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'StringLiteral') return String(node['value']);
  if (node.type !== 'TemplateLiteral') return undefined;
  return (node['quasis'] as readonly { value: { cooked?: string } }[])
    .map(({ value }) => value.cooked ?? '')
    .join('${…}');
}

function isNode(part: unknown): part is Node {
  return typeof part === 'object' && part !== null && 'type' in part;
}
