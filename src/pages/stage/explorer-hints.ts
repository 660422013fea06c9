/** A word on each field of the API explorer. */
import type { ExplorerCall } from '../../explorer/explorer-calls.ts';

const HINTS: ReadonlyMap<string, string> = new Map([
  ['workspace', 'its slug, or UUID in braces'],
  ['repository', 'its slug, as addresses have it'],
  ['new repository', 'its slug: small letters, digits, . _ -'],
  ['user', 'UUID in braces, or account ID'],
  ['project', 'its key; left out: the list'],
  ['revision', 'a branch or hash to begin at'],
  ['branch', 'its name; left out: the list'],
  ['id', 'its number; left out: the list'],
  ['hook', 'its UUID; left out: the list'],
  ['q', 'a filter, where the list takes one'],
  ['sort', 'a field; -name turns it round'],
  ['pagelen', 'entries on a page; else 10'],
  ['role', 'where I am at least this'],
  ['state', 'not sent: the open ones'],
  ['name', 'for people; left out: the slug'],
  ['description', 'a sentence, or nothing'],
]);

/** By the call: a list knows the fields of its own entries, and no others. */
const FILTERS: ReadonlyMap<string, string> = new Map([
  ['my-workspaces', 'workspace.slug ~ "engines"'],
  ['my-repositories', 'repository.full_name ~ "mill"'],
  ['repositories', 'name ~ "mill"'],
  ['branches', 'name ~ "main"'],
  ['pull-requests', 'title ~ "name"'],
]);

/** @returns Empty where there is nothing to say. */
export function hintOf(call: ExplorerCall, field: string): string {
  const filter = FILTERS.get(call.id);
  if (field === 'q' && filter !== undefined) return `a filter: ${filter}`;
  if (field === 'fields') return `only these: ${fieldsOf(call)}`;
  return HINTS.get(field) ?? '';
}

function fieldsOf({ id, columns }: ExplorerCall): string {
  const last = columns.at(-1); // mostly the shortest
  if (last !== undefined) return `values.${last},next`;
  return id === 'my-permission' ? 'permission' : 'type,uuid';
}
