/** “Export”: a run as a file, in the menu of the stage and on a page of its own. */
import { EXPORT_FORMATS, fileName } from '../../export/formats.ts';
import { commandFor, seedFor, seedName } from '../../export/own-sandbox.ts';
import type { RunRecord } from '../../export/run-record.ts';
import { stagePath, whereItStands } from '../../runs/run.ts';
import type { Run } from '../../runs/run.ts';
import type { TakeAlongMenu, TakeAlongView } from './take-along-view.ts';

export function showTakeAlongMenu(run: Run): TakeAlongMenu {
  return { page: exportPath(run), files: showFiles(run) };
}

/** @param record Of the run. */
export function showTakeAlong(run: Run, record: RunRecord): TakeAlongView {
  const { grant, server, notes } = record;
  return {
    back: {
      href: stagePath(run, whereItStands(run)),
      text: `${grant.title} at ${server.name}, run ${run.number}`,
    },
    files: showFiles(run),
    own: showOwnSandbox(run, record),
    notes,
  };
}

function showOwnSandbox(run: Run, record: RunRecord): TakeAlongView['own'] {
  const { name, era } = record.server;
  return {
    command: commandFor(record),
    script: `bash ${fileName(record, 'sh')}`,
    ...(seedFor(record) && {
      seed: { href: `${exportPath(run)}&as=seed`, name: seedName(record) },
    }),
    ...(era === undefined && { elsewhere: name }),
  };
}

function showFiles(run: Run): TakeAlongView['files'] {
  return EXPORT_FORMATS.map(({ as, name, note, holds }) => ({
    href: `${exportPath(run)}&as=${as}`,
    name,
    note,
    holds,
  }));
}

function exportPath({ grantSlug, number }: Run): string {
  return `/${grantSlug}/export?run=${number}`;
}
