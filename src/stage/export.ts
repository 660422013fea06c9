/** `GET /<slug>/export?run=3`: a run of this visitor to take along; with `&as=har`, as a file. */
import { Router } from 'express';
import type { Response } from 'express';
import { InvalidRequestError } from '../errors/errors.ts';
import { EXPORT_FORMATS, fileName } from '../export/formats.ts';
import type { ExportFormat } from '../export/formats.ts';
import { redactRun } from '../export/redact-run.ts';
import type { RunRecord } from '../export/run-record.ts';
import type { Grant, GrantDependencies } from '../grants/grant.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { showTakeAlong } from '../pages/stage/show-take-along.ts';
import { findRun } from '../runs/visitor-runs.ts';

export function createExportRoute(
  grant: Grant,
  { servers, runs, redirectUri }: GrantDependencies,
): Router {
  return Router().get('/export', async (req, res, next) => {
    const query = parseParameters(req.query);
    const format = readFormat(query.get('as'));
    const run = await findRun(req, { grant, servers, runs }, query.get('run'));
    if (!run) return next(); // gone, or somebody else's: there is no such page
    const record = redactRun(run, grant, redirectUri);
    if (format) return sendFile(res, record, format);
    res.render('take-along', {
      takeAlong: showTakeAlong(run, record),
      page: { title: 'Take it along', description: 'A run as a file.', path: '' },
    });
  });
}

function sendFile(res: Response, record: RunRecord, format: ExportFormat): void {
  res
    .set('Cache-Control', 'no-store')
    .attachment(fileName(record, format))
    .type(format.mediaType)
    .send(format.write(record));
}

/** @throws {InvalidRequestError} There is none of that name. */
function readFormat(as: string | undefined): ExportFormat | undefined {
  if (as === undefined) return undefined;
  const format = EXPORT_FORMATS.find((one) => one.as === as);
  if (format) return format;
  const names = EXPORT_FORMATS.map((one) => one.as).join(', ');
  throw new InvalidRequestError(
    `as: a run is exported as one of ${names}. Choose one in “Export” below the run.`,
  );
}
