/** A repository as the API shows it. Contract §4.2. */
import type { Repository } from '../../seed/repositories.ts';
import type { Workspace } from '../../seed/workspaces.ts';
import type { ApiCall } from '../route.ts';
import { link, links } from './link.ts';
import { showOwner, showProjectReference } from './project.ts';
import { usernameOf } from './user.ts';
import { showWorkspaceReference } from './workspace.ts';

export function showRepository(call: ApiCall, workspace: Workspace, repository: Repository) {
  return {
    ...showRepositoryReference(call, workspace, repository),
    slug: repository.slug,
    description: repository.description,
    scm: 'git',
    website: null,
    owner: showOwner(call, workspace),
    workspace: showWorkspaceReference(call, workspace),
    project: showProjectReference(call, workspace),
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

/** Bitbucket: the name of whoever asks stands in the address, not of whoever asks without a token. */
function linkClone({ context, principal }: ApiCall, { workspace, slug }: Repository): string {
  const { protocol, host } = new URL(context.baseUrl);
  const username = principal.kind === 'user' ? usernameOf(principal.person) : null;
  const name = username === null ? '' : `${encodeURIComponent(username)}@`;
  return `${protocol}//${name}${host}${context.basePath}/${workspace}/${slug}.git`;
}

function showLinks(call: ApiCall, repository: Repository) {
  const { context, apiBaseUrl } = call;
  const { workspace, slug } = repository;
  const { host } = new URL(context.baseUrl);
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
      { name: 'https', href: linkClone(call, repository) },
      { name: 'ssh', href: `git@${host}:${workspace}/${slug}.git` },
    ],
  };
}
