/** Workspaces as the API shows them. Contract §4.2. */
import type { Workspace } from '../../seed/workspaces.ts';
import { permissionIn } from '../principal.ts';
import type { ApiCall } from '../route.ts';
import { link, links, withSlash } from './link.ts';

export function showWorkspace(call: ApiCall, workspace: Workspace) {
  const { apiBaseUrl } = call;
  const { slug } = workspace;
  const reference = showWorkspaceReference(call, workspace);
  return {
    ...reference,
    is_private: workspace.isPrivate,
    created_on: workspace.createdOn,
    links: {
      ...reference.links,
      ...links(apiBaseUrl, ['workspaces', slug], ['members', 'projects', 'hooks']),
      owners: { href: `${apiBaseUrl}/workspaces/${slug}/members?q=permission%3D%22owner%22` },
      repositories: link(apiBaseUrl, 'repositories', slug),
      snippets: link(apiBaseUrl, 'snippets', slug),
    },
  };
}

/** The short form, as a repository or a project refers to it. */
export function showWorkspaceReference(
  { context, apiBaseUrl }: ApiCall,
  { slug, uuid, name }: Workspace,
) {
  return {
    type: 'workspace',
    uuid,
    slug,
    name,
    links: {
      self: link(apiBaseUrl, 'workspaces', slug),
      html: withSlash(link(context.baseUrl, slug)),
      avatar: link(context.baseUrl, '_sandbox', 'avatars', `${slug}.svg`),
    },
  };
}

/** Bitbucket: here the workspace is a bare `workspace_base`, and has no name. */
export function showWorkspaceAccess(call: ApiCall, workspace: Workspace) {
  const { slug, uuid } = workspace;
  return {
    type: 'workspace_access',
    administrator: permissionIn(call.principal, workspace) === 'owner',
    workspace: {
      type: 'workspace_base',
      uuid,
      slug,
      links: {
        self: link(call.apiBaseUrl, 'workspaces', slug),
        avatar: link(call.context.baseUrl, '_sandbox', 'avatars', `${slug}.svg`),
      },
    },
  };
}
