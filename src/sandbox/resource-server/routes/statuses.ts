/** What builds said about a commit. Contract §6. */
import { ApiError } from '../../errors.ts';
import { type Build, buildsOf } from '../../seed/contents.ts';
import type { Commit } from '../../seed/history.ts';
import { paginate } from '../pagination.ts';
import { type Place, showHash } from '../representations/commit.ts';
import { link } from '../representations/link.ts';
import { showRepositoryReference } from '../representations/repository.ts';
import type { ApiCall, ApiRoute } from '../route.ts';
import { searchable } from '../searchable.ts';
import { requireCommit } from '../revisions.ts';
import { requirePullRequest } from './pull-requests.ts';

const PATH = '/repositories/:workspace/:repository/commit/*revision/statuses';

function showBuild(call: ApiCall, place: Place, commit: Commit, build: Build) {
  const { workspace, repository } = place;
  const base = [call.apiBaseUrl, 'repositories', workspace.slug, repository.slug];
  return {
    type: 'build',
    key: build.key,
    name: build.name,
    state: build.state,
    description: build.description,
    url: `https://builds.example/${build.uuid}`,
    refname: null,
    created_on: commit.date,
    updated_on: commit.date,
    commit: showHash(call, place, commit.hash),
    repository: showRepositoryReference(call, workspace, repository),
    links: {
      self: link(...base, 'commit', commit.hash, 'statuses', 'build', build.key),
      commit: link(...base, 'commit', commit.hash),
    },
  };
}

function showBuilds(call: ApiCall, place: Place, commit: Commit) {
  const show = (build: Build) => showBuild(call, place, commit, build);
  return paginate(call, buildsOf(commit), show, searchable.builds);
}

export const statusRoutes: readonly ApiRoute[] = [
  {
    path: PATH,
    scopes: ['repository'],
    answer(call) {
      const { place, commit } = requireCommit(call, call.segment('revision'));
      return showBuilds(call, place, commit);
    },
  },
  {
    path: '/repositories/:workspace/:repository/pullrequests/:id/statuses',
    scopes: ['pullrequest'],
    answer(call) {
      const { place, request } = requirePullRequest(call);
      return showBuilds(call, place, request.source.head);
    },
  },
  {
    path: `${PATH}/build/:key`,
    scopes: ['repository'],
    answer(call) {
      const { place, commit } = requireCommit(call, call.segment('revision'));
      const build = buildsOf(commit).find(({ key }) => key === call.segment('key'));
      if (!build) throw new ApiError(404, 'Build status not found'); // assumption: the text
      return showBuild(call, place, commit, build);
    },
  },
];
