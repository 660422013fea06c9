/** Changes as git writes them: a unified diff, and a patch with the message of the commit. */
import { createHash } from 'node:crypto';
import type { Change } from '../../seed/contents.ts';
import type { Commit } from '../../seed/history.ts';

/** Every change is one hunk, over the whole of the file. */
export function writeDiff(changes: readonly Change[]): string {
  return changes.flatMap(writeChange).join('');
}

function writeChange({ path, status, removed, added }: Change): string[] {
  return [
    `diff --git a/${path} b/${path}\n`,
    ...(status === 'added' ? ['new file mode 100644\n'] : []),
    ...(status === 'removed' ? ['deleted file mode 100644\n'] : []),
    `index ${blobOf(removed)}..${blobOf(added)}${status === 'modified' ? ' 100644' : ''}\n`,
    status === 'added' ? '--- /dev/null\n' : `--- a/${path}\n`,
    status === 'removed' ? '+++ /dev/null\n' : `+++ b/${path}\n`,
    `@@ -${writeRange(removed)} +${writeRange(added)} @@\n`,
    ...removed.map((line) => `-${line}\n`),
    ...added.map((line) => `+${line}\n`),
  ];
}

/** git's name for a file of these lines, as short as git writes it here; of a side that is not there, zeros. */
function blobOf(lines: readonly string[]): string {
  if (lines.length === 0) return '0000000';
  const content = Buffer.from(`${lines.join('\n')}\n`);
  const blob = createHash('sha1').update(`blob ${content.length}\0`).update(content);
  return blob.digest('hex').slice(0, 7);
}

/** No line begins at 0; a single one needs no count. */
function writeRange({ length }: readonly string[]): string {
  if (length === 1) return '1';
  return length === 0 ? '0,0' : `1,${length}`;
}

/** @param author As `Name <address>`. */
export function writePatch({ hash, date, message }: Commit, author: string, diff: string): string {
  return [
    `From ${hash} Mon Sep 17 00:00:00 2001\n`, // git: always this day, by which `file` knows it
    `From: ${author}\n`,
    `Date: ${new Date(date).toUTCString().replace('GMT', '+0000')}\n`,
    `Subject: [PATCH] ${message}`,
    '\n---\n\n',
    diff,
    '-- \n2.0\n',
  ].join('');
}
