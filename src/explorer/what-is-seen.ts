/** What the token was seen to open in this run: the choices for the segments of a path. */
import type { Run } from '../runs/run.ts';
import type { Exchange } from '../wire/exchange.ts';
import { tryJson } from '../wire/try-json.ts';
import { findExplorerCall } from './explorer-calls.ts';
import { isSegment, segmentIn, typedIn } from './read-call.ts';
import type { Typed } from './read-call.ts';

/** In a list of which call it stands, and where in an entry. */
interface Source {
  readonly call: string;
  readonly at: string;
}

const SOURCES: ReadonlyMap<string, readonly Source[]> = new Map([
  ['workspace', [{ call: 'my-workspaces', at: 'workspace.slug' }]],
  ['repository', [{ call: 'repositories', at: 'slug' }]],
  ['user', [{ call: 'members', at: 'user.uuid' }]],
  ['project', [{ call: 'projects', at: 'key' }]],
  [
    'revision',
    [
      { call: 'branches', at: 'name' },
      { call: 'commits', at: 'hash' },
    ],
  ],
  ['branch', [{ call: 'branches', at: 'name' }]],
  ['id', [{ call: 'pull-requests', at: 'id' }]],
  ['hook', [{ call: 'hooks', at: 'uuid' }]],
]);

/** Of one menu. */
const MOST_CHOICES = 50;

/**
 * @param name Of the segment.
 * @param typed What is chosen before it: the repositories of that workspace, the pull requests of that repository.
 */
export function findSeen(run: Run, name: string, typed: Typed): string[] {
  const sources = SOURCES.get(name) ?? [];
  const found = [
    ...seenAtFirst(run, name, typed),
    ...sources.flatMap((source) => seenLater(run, source, typed)),
  ];
  return [...new Set(found)].filter(isSegment).slice(0, MOST_CHOICES);
}

/** By what is called at once after the token. */
function seenAtFirst({ results }: Run, name: string, typed: Typed): string[] {
  if (name === 'workspace' && results?.workspaces.isOk)
    return results.workspaces.values.map(({ workspace }) => workspace.slug);
  if (name === 'user' && results?.user.isOk)
    return results.user.values.flatMap(({ uuid }) => uuid ?? []);
  const repositories = results?.repositories;
  if (name !== 'repository' || !repositories?.isOk) return [];
  const isOfIt = repositories.workspace === segmentIn(typed, 'workspace');
  return isOfIt ? repositories.values.flatMap(({ slug }) => slug ?? []) : [];
}

/** By a list that was called since. */
function seenLater({ wire }: Run, { call: id, at }: Source, typed: Typed): string[] {
  const call = findExplorerCall(id);
  if (!call) return [];
  const ofCall = wire.exchanges.filter((one) => one.call === id && one.response?.status === 200);
  return ofCall.flatMap((exchange) => {
    const asked = typedIn(call, exchange.request);
    const isOfIt = ['workspace', 'repository'].every(
      (name) => !asked.has(`path.${name}`) || segmentIn(asked, name) === segmentIn(typed, name),
    );
    return isOfIt ? entriesOf(exchange).flatMap((entry) => textAt(entry, at)) : [];
  });
}

/** Of a list, one page; what is no list has none. */
export function entriesOf({ response }: Exchange): unknown[] {
  const values = fieldOf(tryJson(response?.body ?? ''), 'values');
  return Array.isArray(values) ? values : [];
}

/** @param at `workspace.slug` */
export function valueAt(thing: unknown, at: string): unknown {
  return at.split('.').reduce(fieldOf, thing);
}

function textAt(thing: unknown, at: string): string[] {
  const value = valueAt(thing, at);
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
}

function fieldOf(thing: unknown, name: string): unknown {
  if (typeof thing !== 'object' || thing === null) return undefined;
  return Object.entries(thing).find(([one]) => one === name)?.[1];
}
