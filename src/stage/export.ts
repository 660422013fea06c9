/** `GET /<slug>/export?run=3`: a run of this visitor to take along; with `&as=har`, as a file. */
import { Router } from 'express';
import type { Response } from 'express';
import { InvalidRequestError } from '../errors/errors.ts';
import { EXPORT_FORMATS, fileName, toText } from '../export/formats.ts';
import { seedFor, seedName } from '../export/own-sandbox.ts';
import { redactRun } from '../export/redact-run.ts';
import type { RunRecord } from '../export/run-record.ts';
import type { Grant } from '../grants/grant.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { showTakeAlong } from '../pages/stage/show-take-along.ts';
import type { Run } from '../runs/run.ts';
import { findRun } from '../runs/visitor-runs.ts';
import type { StageDependencies } from './dependencies.ts';

/** Beside the files of the run: what the sandbox of one's own is started with. */
const SEED = 'seed';

export function createExportRoute(
  grant: Grant,
  { servers, runs, redirectUri }: StageDependencies,
): Router {
  return Router().get('/export', async (req, res, next) => {
    const query = parseParameters(req.query);
    const as = query.get('as');
    const write = as === undefined ? showPage(grant, query) : as === SEED ? sendSeed : sendAs(as);
    const run = await findRun(req, { grant, servers, runs }, query.get('run'));
    if (!run) return next(); // gone, or somebody else's: there is no such page
    return write(res, redactRun(run, grant, redirectUri), run);
  });
}

type Write = (res: Response, record: RunRecord, run: Run) => void;

function showPage(grant: Grant, query: ReadonlyMap<string, string>): Write {
  return (res, record, run) =>
    res.render('take-along', {
      takeAlong: showTakeAlong(run, record, grant, query),
      page: { title: 'Take it along', description: 'A run as a file.', path: '' },
    });
}

/** @throws {InvalidRequestError} There is none of that name. */
function sendAs(as: string): Write {
  const format = EXPORT_FORMATS.find((one) => one.as === as);
  if (format)
    return (res, record) =>
      sendFile(res, fileName(record, as), format.mediaType, format.write(record));
  const names = EXPORT_FORMATS.map((one) => one.as).join(', ');
  throw new InvalidRequestError(
    `as: a run is exported as one of ${names}. Choose one in “Export” below the run.`,
  );
}

const sendSeed: Write = (res, record) => {
  const seed = seedFor(record);
  if (seed) return sendFile(res, seedName(record), 'application/json', toText(seed));
  throw new InvalidRequestError(
    'as: this run needs no seed. The sandbox has the same clients and people wherever it runs.',
  );
};

function sendFile(res: Response, name: string, mediaType: string, text: string): void {
  res.attachment(name).type(mediaType).send(text);
}
