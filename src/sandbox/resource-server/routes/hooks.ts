/** Webhooks of a repository. Contract §4.2. */
import { ApiError } from '../../errors.ts';
import { stableUuid } from '../../seed/identifiers.ts';
import { requireRepository } from '../lookups.ts';
import { paginate } from '../pagination.ts';
import type { Place } from '../representations/commit.ts';
import { link } from '../representations/link.ts';
import { showRepositoryReference } from '../representations/repository.ts';
import type { ApiCall, ApiRoute } from '../route.ts';

/** One, to a host that does not exist; none in a new repository. */
function showHook(call: ApiCall, { workspace, repository }: Place) {
  const uuid = stableUuid(`hook ${workspace.slug}/${repository.slug}`);
  const base = [call.apiBaseUrl, 'repositories', workspace.slug, repository.slug];
  return {
    type: 'webhook_subscription',
    uuid,
    url: 'https://builds.example/hook',
    description: 'Tells the workshop server',
    subject_type: 'repository',
    subject: showRepositoryReference(call, workspace, repository),
    active: true,
    created_at: repository.createdOn,
    events: ['repo:push', 'pullrequest:created', 'pullrequest:fulfilled'],
    links: { self: link(...base, 'hooks', uuid) },
  };
}

const PATH = '/repositories/:workspace/:repository/hooks';

function showHooks(call: ApiCall) {
  const place = requireRepository(call);
  return place.repository.createdBy === undefined ? [showHook(call, place)] : [];
}

export const hookRoutes: readonly ApiRoute[] = [
  {
    path: PATH,
    scopes: ['webhook'],
    answer: (call) => paginate(call, showHooks(call), (hook) => hook),
  },
  {
    path: `${PATH}/:hook`,
    scopes: ['webhook'],
    answer(call) {
      const wanted = call.segment('hook'); // Bitbucket: with or without braces
      const hook = showHooks(call).find(({ uuid }) => [uuid, uuid.slice(1, -1)].includes(wanted));
      if (!hook) throw new ApiError(404, 'Webhook not found'); // assumption: the text
      return hook;
    },
  },
];
