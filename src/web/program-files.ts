/** `/programs/<language>/<file>`: a program to take along, the very bytes. Only those that there are: no path is made of a name. */
import type { RequestHandler } from 'express';
import type { ProgramSources } from '../snippets/program-sources.ts';

export function serveProgram({
  sources,
}: ProgramSources): RequestHandler<{ language: string; file: string }> {
  return (req, res, next) => {
    const { language, file } = req.params;
    const source = sources().find((one) => one.language.slug === language && one.file === file);
    if (!source) return next();
    res.attachment(source.file);
    // By its ending it would be a film (`.ts`), or a page of ours (`.html`).
    res.type('text/plain').send(source.text);
  };
}
