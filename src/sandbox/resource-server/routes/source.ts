/** Files and directories at a commit. Contract §4.5, §6. */
import { ApiError } from '../../errors.ts';
import { type File, filesOf, listDirectory } from '../../seed/contents.ts';
import { branchesOf, commitsOf } from '../../seed/history.ts';
import { requireRepository } from '../lookups.ts';
import { paginate, readNumber } from '../pagination.ts';
import { type Place, showHash } from '../representations/commit.ts';
import { escapePath, link, withSlash } from '../representations/link.ts';
import { type ApiCall, type ApiRoute, plainText, redirectReply } from '../route.ts';
import { searchable } from '../searchable.ts';
import { requireCommit } from '../revisions.ts';

const PATH = '/repositories/:workspace/:repository/src';

interface Entry {
  type: 'commit_directory' | 'commit_file';
  path: string;
  file?: File;
}

/** A page of entries for a directory, the bare content for a file; `format=meta` describes either. */
function showSource(call: ApiCall, revision: string, path: string): unknown {
  const { place, commit } = requireCommit(call, revision);
  const files = filesOf(place.repository);
  const show = (entry: Entry) => showEntry(call, place, commit.hash, entry);
  const isMeta = call.query.get('format') === 'meta';

  const file = files.find((candidate) => candidate.path === path);
  if (file && isMeta) return show({ type: 'commit_file', path, file });
  if (file) return plainText(file.content);
  const entries = listDown(files, path, readNumber(call, 'max_depth', 1));
  if (entries.length === 0) throw new ApiError(404, `No such file or directory: ${path}`);
  if (isMeta) return show({ type: 'commit_directory', path });
  return paginate(call, entries, show, searchable.entries);
}

/** Bitbucket: level by level, so that what lies deepest comes last. */
function listDown(files: readonly File[], path: string, depth: number): Entry[] {
  const entries: Entry[] = [];
  for (let level = [path], left = depth; level.length > 0 && left > 0; left -= 1) {
    const here = level.flatMap((directory) => toEntries(listDirectory(files, directory)));
    entries.push(...here);
    level = here.flatMap((entry) => (entry.type === 'commit_directory' ? entry.path : []));
  }
  return entries;
}

/** Assumption: the first commit brought every file, and no other changed one. */
function showHistory(call: ApiCall, revision: string, path: string) {
  const { place } = requireCommit(call, revision);
  const file = filesOf(place.repository).find((candidate) => candidate.path === path);
  const first = commitsOf(place.repository).at(-1);
  if (!file || !first) throw new ApiError(404, `No such file or directory: ${path}`);
  return paginate(call, [first], ({ hash }) =>
    showEntry(call, place, hash, { type: 'commit_file', path, file }),
  );
}

function toEntries(list: ReturnType<typeof listDirectory>): Entry[] {
  const { directories = [], files = [] } = list ?? {};
  return [
    ...directories.map(({ path }) => ({ type: 'commit_directory' as const, path })),
    ...files.map((file) => ({ type: 'commit_file' as const, path: file.path, file })),
  ];
}

function showEntry(call: ApiCall, place: Place, hash: string, { type, path, file }: Entry) {
  const { workspace, repository } = place;
  const base = [call.apiBaseUrl, 'repositories', workspace.slug, repository.slug];
  const segments = path.split('/').filter((segment) => segment !== '');
  const plain = link(...base, 'src', hash, ...segments);
  const self = file ? plain : withSlash(plain); // Bitbucket: a directory ends in a slash
  return {
    type,
    path,
    escaped_path: escapePath(path),
    commit: showHash(call, place, hash),
    ...(file
      ? { size: Buffer.byteLength(file.content), mimetype: mimetypeOf(path), attributes: [] }
      : {}),
    links: {
      self,
      meta: { href: `${self.href}?format=meta` },
      ...(file ? { history: link(...base, 'filehistory', hash, ...segments) } : {}),
    },
  };
}

function mimetypeOf(path: string): string | null {
  if (path.endsWith('.md')) return 'text/markdown';
  if (path.endsWith('.svg')) return 'image/svg+xml';
  return path.endsWith('.txt') ? 'text/plain' : null;
}

export const sourceRoutes: readonly ApiRoute[] = [
  {
    path: PATH,
    scopes: ['repository'],
    answer(call) {
      const { repository } = requireRepository(call);
      const [main] = branchesOf(repository);
      if (!main) throw new ApiError(404, 'No such file or directory: ');
      // Bitbucket: without a commit, a redirect to the newest of the main branch.
      return redirectReply(call, `${call.apiBaseUrl}${call.path}/${main.head.hash}/`);
    },
  },
  {
    path: `${PATH}/:revision{/*path}`,
    scopes: ['repository'],
    answer: (call) =>
      showSource(call, call.segment('revision'), call.segment('path').replace(/\/+$/, '')),
  },
  {
    path: '/repositories/:workspace/:repository/filehistory/:revision/*path',
    scopes: ['repository'],
    answer: (call) => showHistory(call, call.segment('revision'), call.segment('path')),
  },
];
