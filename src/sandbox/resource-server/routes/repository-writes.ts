/** Creates and deletes a repository, so that write scopes mean something. Contract §3. */
import type { core } from 'zod/mini';
import { stableUuid } from '../../seed/identifiers.ts';
import type { Repository } from '../../seed/repositories.ts';
import type { Workspace } from '../../seed/workspaces.ts';
import type { ApiError } from '../../errors.ts';
import { badRequest, forbidden } from '../api-errors.ts';
import { requireRepository, requireWorkspace } from '../lookups.ts';
import { newRepositoryShape } from '../new-repository-shape.ts';
import { repositoryPermissionIn } from '../principal.ts';
import { showRepository } from '../representations/repository.ts';
import { type ApiCall, type ApiRoute, Reply } from '../route.ts';
import { IN_ENGLISH } from '../../seed/validation-messages.ts';

export const REPOSITORY_PATH = '/repositories/:workspace/:repository';

export const repositoryWriteRoutes: readonly ApiRoute[] = [
  {
    method: 'post',
    path: REPOSITORY_PATH,
    scopes: ['repository:admin'],
    async answer(call) {
      const workspace = requireWorkspace(call);
      const permission = repositoryPermissionIn(call.principal, workspace);
      if (permission !== 'write' && permission !== 'admin') throw forbidden();
      const repository = await readRepository(call, workspace);
      const isNew = await call.context.catalog.add(call.authorizationId, repository);
      if (!isNew) throw slugIsTaken();
      return showRepository(call, workspace, repository);
    },
  },
  {
    method: 'delete',
    path: REPOSITORY_PATH,
    scopes: ['repository:delete'],
    async answer(call) {
      const { workspace, repository } = requireRepository(call);
      const isAdmin = repositoryPermissionIn(call.principal, workspace) === 'admin';
      if (!isAdmin && repository.createdBy !== call.authorizationId) throw forbidden();
      refuseToHarmOthers(call, repository);
      await call.context.catalog.remove(call.authorizationId, repository);
      return new Reply(204);
    },
  },
];

/** @throws {ApiError} 400, with what is wrong under the name of each field. */
async function readRepository(call: ApiCall, { slug: workspace }: Workspace): Promise<Repository> {
  const slug = call.segment('repository').toLowerCase();
  const isSlug = /^[a-z0-9_][a-z0-9._-]{0,61}$/.test(slug);
  if (!isSlug) throw badRequest({ slug: ['Invalid slug.'] });
  const { body = {} } = call; // Bitbucket: every field may be left out
  const parsed = newRepositoryShape.safeParse(body, IN_ENGLISH);
  if (!parsed.success) throw badRequest(describe(parsed.error));
  const { name = slug, description, language, is_private: isPrivate } = parsed.data;
  const time = await call.context.timeOf(call.visitor);
  const now = new Date(time).toISOString().replace('Z', '000+00:00');
  return {
    workspace,
    slug,
    name,
    description,
    language,
    isPrivate,
    uuid: stableUuid(`repository ${workspace}/${slug} of ${call.authorizationId} at ${now}`),
    sizeInBytes: 0,
    createdOn: now,
    updatedOn: now,
    mainBranch: 'main',
    otherBranches: [],
    createdBy: call.authorizationId,
  };
}

function describe(error: core.$ZodError): Record<string, string[]> {
  return Object.fromEntries(
    error.issues.map(({ path, message }) => [path.join('.') || 'body', [`${message}.`]]),
  );
}

/** Bitbucket: the words that clients look for. */
function slugIsTaken(): ApiError {
  return badRequest(
    { name: ['You already have a repository with this name.'] },
    'Repository with this Slug and Owner already exists.',
  );
}

/** @throws {ApiError} 403: strangers use this sandbox too, and all of them need the ready-made ones. */
function refuseToHarmOthers({ context }: ApiCall, { createdBy }: Repository): void {
  if (context.settings.isShared && createdBy === undefined) throw forbidden();
}
