/** A repository as the API shows it. Contract §4.2. */
import type { Repository } from '../../seed/repositories.ts';
import { stableUuid } from '../../seed/identifiers.ts';
import type { Workspace } from '../../seed/workspaces.ts';
import type { ApiCall } from '../route.ts';
import { link, links } from './link.ts';
import { showUser } from './user.ts';
import { showWorkspace } from './workspace.ts';

export function showRepository(call: ApiCall, workspace: Workspace, repository: Repository) {
  return {
    ...showRepositoryReference(call, workspace, repository),
    slug: repository.slug,
    description: repository.description,
    scm: 'git',
    website: null,
    owner: showOwner(call, workspace),
    workspace: showWorkspace(call, workspace),
    project: showProject(call, workspace),
    is_private: repository.isPrivate,
    fork_policy: repository.isPrivate ? 'no_public_forks' : 'allow_forks',
    created_on: repository.createdOn,
    updated_on: repository.updatedOn,
    size: repository.sizeInBytes,
    language: repository.language,
    // Bitbucket: null until somebody has pushed.
    mainbranch:
      repository.createdBy === undefined ? { type: 'branch', name: repository.mainBranch } : null,
    parent: null,
    has_issues: false,
    has_wiki: false,
    enforced_signed_commits: null,
    override_settings: { default_merge_strategy: false, branching_model: false },
    links: showLinks(call, repository),
  };
}

/** The short form, as other things refer to a repository. */
export function showRepositoryReference(
  { context, apiBaseUrl }: ApiCall,
  workspace: Workspace,
  { uuid, name, slug }: Repository,
) {
  return {
    type: 'repository',
    uuid,
    name,
    full_name: `${workspace.slug}/${slug}`,
    links: {
      self: link(apiBaseUrl, 'repositories', workspace.slug, slug),
      html: link(context.baseUrl, workspace.slug, slug),
      avatar: link(context.baseUrl, '_sandbox', 'avatars', `${slug}.svg`),
    },
  };
}

/** Assumption: the sandbox knows one project per workspace. */
export function showProject({ context, apiBaseUrl }: ApiCall, workspace: Workspace) {
  return {
    type: 'project',
    key: 'MAIN',
    uuid: stableUuid(`project ${workspace.slug}/MAIN`),
    name: 'Main',
    links: {
      self: link(apiBaseUrl, 'workspaces', workspace.slug, 'projects', 'MAIN'),
      html: link(context.baseUrl, workspace.slug, 'workspace', 'projects', 'MAIN'),
    },
  };
}

export function findOwner({ context }: ApiCall, workspace: Workspace) {
  const owner = workspace.members.find(({ permission }) => permission === 'owner');
  return owner && context.directory.findPerson(owner.username);
}

export function showOwner(call: ApiCall, workspace: Workspace) {
  const person = findOwner(call, workspace);
  return person ? showUser(call, person) : null;
}

function showLinks({ context, apiBaseUrl }: ApiCall, { workspace, slug }: Repository) {
  const { origin, host } = new URL(context.baseUrl);
  return {
    self: link(apiBaseUrl, 'repositories', workspace, slug),
    html: link(context.baseUrl, workspace, slug),
    avatar: link(context.baseUrl, '_sandbox', 'avatars', `${slug}.svg`),
    ...links(
      apiBaseUrl,
      ['repositories', workspace, slug],
      ['pullrequests', 'commits', 'forks', 'watchers', 'downloads', 'hooks'],
    ),
    branches: link(apiBaseUrl, 'repositories', workspace, slug, 'refs', 'branches'),
    tags: link(apiBaseUrl, 'repositories', workspace, slug, 'refs', 'tags'),
    source: link(apiBaseUrl, 'repositories', workspace, slug, 'src'),
    clone: [
      { name: 'https', href: `${origin}${context.basePath}/${workspace}/${slug}.git` },
      { name: 'ssh', href: `git@${host}:${workspace}/${slug}.git` },
    ],
  };
}
