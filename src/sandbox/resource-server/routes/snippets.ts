/** Snippets of a workspace. Contract §4.2. */
import { ApiError } from '../../errors.ts';
import { stableCommitHash } from '../../seed/identifiers.ts';
import type { Workspace } from '../../seed/workspaces.ts';
import { readChoices } from '../choices.ts';
import { requireWorkspaces } from '../lookups.ts';
import { paginate } from '../pagination.ts';
import { permissionIn } from '../principal.ts';
import { link } from '../representations/link.ts';
import { findOwner, showOwner } from '../representations/project.ts';
import { showUser } from '../representations/user.ts';
import type { ApiCall, ApiRoute } from '../route.ts';

/** Assumption: one private snippet per workspace, which its members see. */
function showSnippet(call: ApiCall, workspace: Workspace) {
  const id = stableCommitHash(`snippet ${workspace.slug}`).slice(0, 6);
  const person = findOwner(call, workspace);
  return {
    type: 'snippet',
    id,
    title: `Notes of ${workspace.name}`,
    scm: 'git',
    created_on: workspace.createdOn,
    updated_on: workspace.createdOn,
    owner: showOwner(call, workspace),
    creator: person ? showUser(call, person) : null,
    is_private: true,
    links: {
      self: link(call.apiBaseUrl, 'snippets', workspace.slug, id),
      html: link(call.context.baseUrl, workspace.slug, 'workspace', 'snippets', id),
    },
  };
}

function showSnippets(call: ApiCall) {
  const isOwner =
    readChoices(call.query, 'role', ['owner', 'contributor', 'member'])[0] === 'owner';
  return requireWorkspaces(call)
    .filter((workspace) => {
      const permission = permissionIn(call.principal, workspace);
      return isOwner ? permission === 'owner' : permission !== undefined;
    })
    .map((workspace) => showSnippet(call, workspace));
}

export const snippetRoutes: readonly ApiRoute[] = [
  {
    path: '/snippets/:workspace',
    scopes: ['snippet'],
    answer: (call) => paginate(call, showSnippets(call), (snippet) => snippet),
  },
  {
    path: '/snippets/:workspace/:snippet',
    scopes: ['snippet'],
    answer(call) {
      const snippet = showSnippets(call).find(({ id }) => id === call.segment('snippet'));
      if (!snippet) throw new ApiError(404, 'Snippet not found'); // assumption: the text
      return snippet;
    },
  },
];
