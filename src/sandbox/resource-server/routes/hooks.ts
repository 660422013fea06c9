/** Webhooks of a repository. Contract §4.2. */
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

export const hookRoutes: readonly ApiRoute[] = [
  {
    path: '/repositories/:workspace/:repository/hooks',
    scopes: ['webhook'],
    answer(call) {
      const place = requireRepository(call);
      const hooks = place.repository.createdBy === undefined ? [place] : [];
      return paginate(call, hooks, (hook) => showHook(call, hook));
    },
  },
];
