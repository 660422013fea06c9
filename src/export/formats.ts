/** The files that a run can be taken along as. Each is made of the redacted run, and of nothing else. */
import { toBash } from './bash.ts';
import { toHar } from './har.ts';
import { toMarkdown } from './markdown.ts';
import type { RunRecord } from './run-record.ts';

export interface ExportFormat {
  /** In the address, and how the name of the file ends. */
  readonly as: string;
  readonly name: string;
  /** What it is for, in a few words. */
  readonly note: string;
  /** What is in it: a sentence or two. */
  readonly holds: string;
  readonly mediaType: string;
  readonly write: (record: RunRecord) => string;
}

export const EXPORT_FORMATS: readonly ExportFormat[] = [
  {
    as: 'har',
    name: 'HAR',
    note: 'For a browser’s developer tools',
    holds:
      'Every exchange, with headers and bodies, in the form that the network panel of browsers opens. What the browser carried has status 0: no server of ours saw the answer.',
    mediaType: 'application/json',
    write: (record) => toText(toHar(record)),
  },
  {
    as: 'sh',
    name: 'Bash script',
    note: 'Replays it on a sandbox of your own',
    holds:
      'Each request once more, with curl, against a fresh sandbox: it reads codes and tokens from what that answers, and says where a status is not the one of this run.',
    mediaType: 'text/x-shellscript',
    write: toBash,
  },
  {
    as: 'md',
    name: 'Markdown',
    note: 'For a ticket',
    holds:
      'What ran, where, each step with its status and the server’s words, and the versions. No bodies: nobody’s name or address is in it.',
    mediaType: 'text/markdown',
    write: toMarkdown,
  },
  {
    as: 'json',
    name: 'JSON',
    note: 'For a program',
    holds: 'Everything that the others are made of, in a shape that docs/exports.md describes.',
    mediaType: 'application/json',
    write: toText,
  },
];

/** `authorization-code-run-3.har` */
export function fileName({ grant, run }: RunRecord, as: string): string {
  return `${grant.slug}-run-${run}.${as}`;
}

/** JSON to be read by people, too. */
export function toText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
