/** Projects and owners of repositories as the API shows them. Contract §4.2. */
import { stableUuid } from '../../seed/identifiers.ts';
import type { Person } from '../../seed/people.ts';
import type { Workspace } from '../../seed/workspaces.ts';
import type { ApiCall } from '../route.ts';
import { link, withSlash } from './link.ts';
import { showUser } from './user.ts';
import { showWorkspaceReference } from './workspace.ts';

/** The short form, as a repository refers to it. Assumption: the sandbox knows one per workspace. */
export function showProjectReference({ context, apiBaseUrl }: ApiCall, workspace: Workspace) {
  const { slug } = workspace;
  return {
    type: 'project',
    key: 'MAIN',
    uuid: stableUuid(`project ${slug}/MAIN`),
    name: 'Main',
    links: {
      self: link(apiBaseUrl, 'workspaces', slug, 'projects', 'MAIN'),
      html: link(context.baseUrl, slug, 'workspace', 'projects', 'MAIN'),
      avatar: link(context.baseUrl, '_sandbox', 'avatars', `${slug}.svg`),
    },
  };
}

export function showProject(call: ApiCall, workspace: Workspace) {
  const reference = showProjectReference(call, workspace);
  return {
    ...reference,
    owner: showOwner(call, workspace),
    workspace: showWorkspaceReference(call, workspace),
    description: '',
    is_private: workspace.isPrivate,
    has_publicly_visible_repos: call.repositories.some(
      ({ workspace: slug, isPrivate }) => slug === workspace.slug && !isPrivate,
    ),
    created_on: workspace.createdOn,
    updated_on: workspace.createdOn,
    links: {
      ...reference.links,
      repositories: {
        href: `${call.apiBaseUrl}/repositories/${workspace.slug}?q=project.key%3D%22MAIN%22`,
      },
    },
  };
}

export function findOwner({ context }: ApiCall, workspace: Workspace): Person | undefined {
  const owner = workspace.members.find(({ permission }) => permission === 'owner');
  return owner && context.directory.findPerson(owner.username);
}

/** Bitbucket: a person where the workspace is theirs alone, and else a `team`, which is the workspace. */
export function showOwner(call: ApiCall, workspace: Workspace) {
  const { slug, uuid, name } = workspace;
  const person = findOwner(call, workspace);
  if (person && isOwn(workspace, person)) return showUser(call, person);
  const { context, apiBaseUrl } = call;
  return {
    type: 'team',
    username: slug,
    display_name: name,
    uuid,
    links: {
      self: link(apiBaseUrl, 'workspaces', uuid),
      html: withSlash(link(context.baseUrl, slug)),
      avatar: link(context.baseUrl, '_sandbox', 'avatars', `${slug}.svg`),
    },
  };
}

/** Assumption: Bitbucket gives a person's own workspace their name. */
function isOwn({ slug, name }: Workspace, { username, displayName }: Person): boolean {
  return name === displayName || slug === username;
}
