/** What lies in a repository, and what came of its commits; made from its name. */
import type { Commit } from './history.ts';
import { stableCommitHash } from './identifiers.ts';
import type { Repository } from './repositories.ts';

export interface File {
  path: string;
  content: string;
}

/** Assumption: every commit holds the same files, since nobody reads them for their history. */
export function filesOf({ name, description, language }: Repository): File[] {
  return [
    { path: '.gitignore', content: 'build/\n' },
    { path: 'README.md', content: `# ${name}\n\n${description}.\n` },
    { path: 'docs/guide.md', content: `# How to use ${name}\n\nTurn the handle.\n` },
    { path: 'docs/images/engine.svg', content: '<svg xmlns="http://www.w3.org/2000/svg"/>\n' },
    { path: 'src/main.txt', content: `${language || 'prose'}: ${description}\n` },
  ];
}

export interface Directory {
  path: string;
}

/** What stands directly below a path: directories first. Undefined where it is no directory. */
export function listDirectory(
  files: readonly File[],
  path: string,
): { directories: Directory[]; files: File[] } | undefined {
  const prefix = path === '' ? '' : `${path}/`;
  const inside = files.filter((file) => file.path.startsWith(prefix));
  if (inside.length === 0) return undefined;
  const names = inside.map((file) => file.path.slice(prefix.length).split('/'));
  const below = names.filter(({ length }) => length > 1).map(([first = '']) => prefix + first);
  return {
    directories: [...new Set(below)].map((directory) => ({ path: directory })),
    files: inside.filter((file) => !file.path.slice(prefix.length).includes('/')),
  };
}

export interface Change {
  path: string;
  status: 'added' | 'modified' | 'removed';
  /** All lines of the old side, and all of the new. */
  removed: readonly string[];
  added: readonly string[];
}

/** Two or three files per commit; the new side of each is what the file holds. */
export function changesOf(repository: Repository, { hash, parent }: Commit): Change[] {
  const seed = Number.parseInt(hash.slice(0, 6), 16);
  const files = filesOf(repository).slice(seed % 3, (seed % 3) + 3);
  return files.map(({ path, content }, index) => {
    const lines = content.trimEnd().split('\n');
    const draft = `${lines[0] ?? ''} (draft)`;
    const invented = STATUSES[(seed + index) % STATUSES.length] ?? 'modified';
    const status = parent === undefined ? 'added' : invented; // nothing was there before
    return {
      path,
      status,
      removed: { added: [], modified: [draft], removed: lines }[status],
      added: status === 'removed' ? [] : lines,
    };
  });
}

const STATUSES = ['modified', 'added', 'modified', 'removed'] as const;

export interface Build {
  key: string;
  name: string;
  state: 'SUCCESSFUL' | 'FAILED' | 'INPROGRESS' | 'STOPPED';
  description: string;
  uuid: string;
}

/** One or two per commit. */
export function buildsOf({ hash }: Commit): Build[] {
  const seed = Number.parseInt(hash.slice(6, 12), 16);
  const states = ['SUCCESSFUL', 'SUCCESSFUL', 'FAILED', 'STOPPED', 'INPROGRESS'] as const;
  return ['unit', 'deploy'].slice(0, 1 + (seed % 2)).map((key, index) => ({
    key,
    name: key === 'unit' ? 'Unit tests' : 'Deployment',
    state: states[(seed + index) % states.length] ?? 'SUCCESSFUL',
    description: `Run ${1 + (seed % 900) + index} on the workshop server`,
    uuid: stableCommitHash(`build ${hash} ${key}`),
  }));
}
