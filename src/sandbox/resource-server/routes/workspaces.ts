/** Workspaces and their projects. Contract §4.2. */
import { ApiError } from '../../errors.ts';
import { requireWorkspace } from '../lookups.ts';
import { paginate } from '../pagination.ts';
import { showProject } from '../representations/project.ts';
import { showWorkspace } from '../representations/workspace.ts';
import type { ApiRoute } from '../route.ts';
import { searchable } from '../searchable.ts';
import { requireMembership } from './memberships.ts';

export const workspaceRoutes: readonly ApiRoute[] = [
  {
    path: '/workspaces/:workspace',
    scopes: [], // Bitbucket: none beyond a token
    answer: (call) => showWorkspace(call, requireWorkspace(call)),
  },
  {
    path: '/workspaces/:workspace/projects',
    scopes: ['project'],
    answer(call) {
      const { workspace } = requireMembership(call);
      const show = () => showProject(call, workspace);
      return paginate(call, [workspace], show, searchable.projects);
    },
  },
  {
    path: '/workspaces/:workspace/projects/:project',
    scopes: ['project'],
    answer(call) {
      const project = showProject(call, requireMembership(call).workspace);
      if (call.segment('project') === project.key) return project;
      throw new ApiError(404, 'Project not found'); // assumption: the text
    },
  },
];
