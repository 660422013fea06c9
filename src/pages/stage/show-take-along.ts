/** “Export”: a run as a file, in the menu of the stage and on a page of its own. */
import { EXPORT_FORMATS, fileName } from '../../export/formats.ts';
import { commandFor, seedFor, seedName } from '../../export/own-sandbox.ts';
import type { GrantFacts } from '../../grants/facts/grant-facts.ts';
import type { RunRecord } from '../../export/run-record.ts';
import { stagePath, whereItStands } from '../../runs/run.ts';
import type { Run } from '../../runs/run.ts';
import { isView, shareLink } from './share-link.ts';
import type { TakeAlongMenu, TakeAlongView } from './take-along-view.ts';

/** @param view How the message is looked at. */
export function showTakeAlongMenu(
  run: Run,
  grant: GrantFacts,
  step: string | undefined,
  view: string | undefined,
): TakeAlongMenu {
  const looking = new URLSearchParams({
    ...(step !== undefined && { step }),
    ...(view !== undefined && isView(view) && { view }),
  });
  return {
    page: `${exportPath(run)}&${looking.toString()}`,
    files: showFiles(run),
    share: shareLink(run, grant, step, view),
  };
}

/**
 * @param record Of the run.
 * @param query The step that was looked at, and how.
 */
export function showTakeAlong(
  run: Run,
  record: RunRecord,
  grant: GrantFacts,
  query: ReadonlyMap<string, string>,
): TakeAlongView {
  const step = query.get('step') ?? whereItStands(run);
  return {
    back: {
      href: stagePath(run, encodeURIComponent(step)),
      text: `${grant.title} at ${record.server.name}, run ${run.number}`,
    },
    share: shareLink(run, grant, step, query.get('view')),
    files: showFiles(run),
    own: showOwnSandbox(run, record),
    notes: record.notes,
  };
}

function showOwnSandbox(run: Run, record: RunRecord): TakeAlongView['own'] {
  const { name, era } = record.server;
  return {
    command: commandFor(record),
    script: { href: `${exportPath(run)}&as=sh`, line: `bash ${fileName(record, 'sh')}` },
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
