/** What a git server says first: its refs, in pkt-lines. gitprotocol-http(5), gitprotocol-pack(5) */
import { type Tag, branchesOf, tagsOf } from '../seed/history.ts';
import { stableCommitHash } from '../seed/identifiers.ts';
import type { Repository } from '../seed/repositories.ts';

export const UPLOAD_PACK = 'git-upload-pack';
const FLUSH = '0000';
const NO_OBJECT = '0'.repeat(40);

/**
 * HEAD, the branches, and the tags, which are objects of their own, each with the commit behind it. The first
 * ref carries the capabilities, a ref that is none in an empty repository.
 */
export function advertise(repository: Repository): string {
  const branches = branchesOf(repository);
  const [main] = branches;
  const capabilities = `${main ? `symref=HEAD:refs/heads/${main.name} ` : ''}object-format=sha1 agent=bitbucket-sandbox`;
  const refs = [
    ...(main ? [[main.head.hash, 'HEAD']] : [[NO_OBJECT, 'capabilities^{}']]),
    ...branches.map(({ name, head }) => [head.hash, `refs/heads/${name}`]).toSorted(byName),
    ...tagsOf(repository).toSorted(byTagName).flatMap(advertiseTag),
  ].map(([hash, name], index) => `${hash} ${name}${index === 0 ? `\0${capabilities}` : ''}\n`);
  return [toLine(`# service=${UPLOAD_PACK}\n`), FLUSH, ...refs.map(toLine), FLUSH].join('');
}

/** git prints this behind "remote error:". */
export function refuseInGit(reason: string): string {
  return toLine(`ERR ${reason}\n`);
}

function byTagName(left: Tag, right: Tag): number {
  return left.name < right.name ? -1 : 1;
}

function advertiseTag({ name, head }: Tag): string[][] {
  const object = stableCommitHash(`tag ${name} ${head.hash}`);
  return [
    [object, `refs/tags/${name}`],
    [head.hash, `refs/tags/${name}^{}`],
  ];
}

function byName([, left = '']: string[], [, right = '']: string[]): number {
  return left < right ? -1 : 1;
}

/** Four hexadecimal digits before each line, which count themselves. */
function toLine(text: string): string {
  return (Buffer.byteLength(text) + 4).toString(16).padStart(4, '0') + text;
}
