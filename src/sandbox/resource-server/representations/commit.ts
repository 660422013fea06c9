/** Commits, branches and tags as the API shows them. Contract §4.2. */
import type { Branch, Commit, Tag } from '../../seed/history.ts';
import type { Repository } from '../../seed/repositories.ts';
import type { Workspace } from '../../seed/workspaces.ts';
import type { ApiCall } from '../route.ts';
import { link, links } from './link.ts';
import { showRepositoryReference } from './repository.ts';
import { showUser } from './user.ts';

export interface Place {
  workspace: Workspace;
  repository: Repository;
}

export function showCommit(call: ApiCall, place: Place, commit: Commit) {
  const { context, apiBaseUrl } = call;
  const path = ['repositories', place.workspace.slug, place.repository.slug];
  return {
    type: 'commit',
    hash: commit.hash,
    date: commit.date,
    message: commit.message,
    author: showAuthor(call, commit.author),
    summary: showText(commit.message),
    parents: commit.parent === undefined ? [] : [showHash(call, place, commit.parent)],
    repository: showRepositoryReference(call, place.workspace, place.repository),
    links: {
      self: link(apiBaseUrl, ...path, 'commit', commit.hash),
      html: link(context.baseUrl, ...path.slice(1), 'commits', commit.hash),
      diff: link(apiBaseUrl, ...path, 'diff', commit.hash),
      patch: link(apiBaseUrl, ...path, 'patch', commit.hash),
      ...links(apiBaseUrl, [...path, 'commit', commit.hash], ['comments', 'approve', 'statuses']),
    },
  };
}

/** Bitbucket: in a list, the message comes a second time, rendered (2025). */
export function showListedCommit(call: ApiCall, place: Place, commit: Commit) {
  return {
    ...showCommit(call, place, commit),
    rendered: { message: showText(commit.message) },
  };
}

/** Bitbucket: how a pull request into it may be merged. */
const STRATEGIES = {
  merge_strategies: ['merge_commit', 'squash', 'fast_forward'],
  default_merge_strategy: 'merge_commit',
};

export function showBranch(call: ApiCall, place: Place, branch: Branch) {
  return {
    type: 'branch',
    name: branch.name,
    ...STRATEGIES,
    target: showCommit(call, place, branch.head),
    links: showRefLinks(call, place, ['branches', branch.name], 'branch'),
  };
}

export function showTag(call: ApiCall, place: Place, { name, head, message }: Tag) {
  return {
    type: 'tag',
    name,
    message,
    date: head.date,
    tagger: showAuthor(call, head.author),
    target: showCommit(call, place, head),
    links: showRefLinks(call, place, ['tags', name], 'commits/tag'),
  };
}

/** Bitbucket: a slash in a name stays one. */
function showRefLinks(
  { context, apiBaseUrl }: ApiCall,
  { workspace, repository }: Place,
  [kind, name]: readonly [kind: string, name: string],
  page: string,
) {
  const path = ['repositories', workspace.slug, repository.slug];
  const segments = name.split('/');
  const html = [context.baseUrl, workspace.slug, repository.slug, ...page.split('/')];
  return {
    self: link(apiBaseUrl, ...path, 'refs', kind, ...segments),
    commits: link(apiBaseUrl, ...path, 'commits', ...segments),
    html: link(...html, ...segments),
  };
}

/** A commit, as other things refer to it. */
export function showHash(
  { apiBaseUrl, context }: ApiCall,
  { workspace, repository }: Place,
  hash: string,
) {
  const place = [workspace.slug, repository.slug];
  return {
    type: 'commit',
    hash,
    links: {
      self: link(apiBaseUrl, 'repositories', ...place, 'commit', hash),
      html: link(context.baseUrl, ...place, 'commits', hash),
    },
  };
}

export function showAuthor(call: ApiCall, username: string) {
  const person = call.context.directory.findPerson(username);
  if (!person) return { type: 'author', raw: 'Unknown <unknown@mail.example>' };
  const raw = `${person.displayName} <${username}@mail.example>`;
  return { type: 'author', raw, user: showUser(call, person) };
}

export function showText(raw: string) {
  const html = raw === '' ? '' : `<p>${raw.trim()}</p>`;
  return { type: 'rendered', raw, markup: 'markdown', html };
}
