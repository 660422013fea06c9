/** Branches and tags of a repository. Contract §4.2. */
import { ApiError } from '../../errors.ts';
import { type Branch, branchesOf, tagsOf } from '../../seed/history.ts';
import type { Repository } from '../../seed/repositories.ts';
import { requireRepository } from '../lookups.ts';
import { paginate } from '../pagination.ts';
import { type Place, showBranch, showTag } from '../representations/commit.ts';
import type { ApiCall, ApiRoute } from '../route.ts';
import { searchable } from '../searchable.ts';

/** A list, and one of it by its name, which may have slashes in it. */
function routesFor<T extends Branch>(
  kind: string,
  refsOf: (repository: Repository) => readonly T[],
  show: (call: ApiCall, place: Place, ref: T) => unknown,
): ApiRoute[] {
  const path = `/repositories/:workspace/:repository/refs/${kind}`;
  return [
    {
      path,
      scopes: ['repository'],
      answer(call) {
        const place = requireRepository(call);
        return paginate(
          call,
          refsOf(place.repository),
          (ref) => show(call, place, ref),
          searchable.refs,
        );
      },
    },
    {
      path: `${path}/*name`,
      scopes: ['repository'],
      answer(call) {
        const place = requireRepository(call);
        const ref = refsOf(place.repository).find(({ name }) => name === call.segment('name'));
        if (!ref) throw new ApiError(404, 'No such branch or tag'); // assumption: the text
        return show(call, place, ref);
      },
    },
  ];
}

export const refRoutes: readonly ApiRoute[] = [
  ...routesFor('branches', branchesOf, showBranch),
  ...routesFor('tags', tagsOf, showTag),
];
