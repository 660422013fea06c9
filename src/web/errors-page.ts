/** `/errors`: every failure by where it happens, a page for each, and the field to paste what came. */
import { Router } from 'express';
import type { RequestHandler, Response } from 'express';
import { createMatch } from '../diagnosis/match-failures.ts';
import { maskPaste } from '../diagnosis/mask-paste.ts';
import { readPaste } from '../diagnosis/read-paste.ts';
import { failures, findFailure } from '../failures/index.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { showErrors } from '../pages/errors/show-errors.ts';
import { showKnownFailure } from '../pages/errors/show-known-failure.ts';
import { showPaste } from '../pages/errors/show-paste.ts';
import type { Stages } from '../pages/errors/ways-to-see.ts';
import { joinParts } from '../wire/redaction.ts';
import { readPasted } from './pasted.ts';

/** Of the list, and of each failure: for crawlers. */
export const ERROR_PAGES: readonly string[] = [
  '/errors',
  ...failures.map(({ slug }) => `/errors/${slug}`),
];

/** Nothing of what is pasted is kept, logged or put into an address, and no session is begun for it. */
export function createErrorsPage(stages: Stages): Router {
  const router = Router();

  router.get('/', (req, res) => {
    const era = parseParameters(req.query).get('era');
    res.render('errors', {
      list: showErrors(era),
      page: {
        title: 'Fix what broke: the errors of Bitbucket’s OAuth',
        description:
          'Every error text of Bitbucket’s OAuth and API that is on record: cause, fix, and a way to see it happen.',
        path: '/errors',
      },
    });
  });

  router.get('/:slug', (req, res) => {
    const failure = findFailure(req.params.slug);
    if (!failure) return showUnknown(res);
    const { cause, title, slug } = failure;
    res.render('error-entry', {
      failure: showKnownFailure(failure, stages),
      page: { title, description: cause.replaceAll('`', ''), path: `/errors/${slug}` },
    });
  });

  router.post('/', tellPasted(stages));
  return router;
}

function tellPasted(stages: Stages): RequestHandler {
  const match = createMatch(failures);
  return (req, res) => {
    const { text, problem } = readPasted(parseParameters(req.body), 'text');
    const page = { path: '/errors', description: 'What was pasted, and the failure that it is.' };
    if (problem !== undefined) {
      const title = 'Too long to read';
      const pasted = joinParts(maskPaste(text));
      return res.status(413).render('paste', { problem, pasted, page: { ...page, title } });
    }
    const paste = readPaste(text);
    if (paste.normal.text === '') {
      const title = 'Nothing was pasted';
      const pasted = joinParts(paste.parts);
      return res.render('paste', { problem: `${title}.`, pasted, page: { ...page, title } });
    }
    const view = showPaste(paste, match(paste), stages);
    res.render('paste', { view, pasted: view.text, page: { ...page, title: titleOf(view) } });
  };
}

function titleOf({ kind, nearest }: ReturnType<typeof showPaste>): string {
  if (kind === 'one') return 'One match';
  return kind === 'several' ? `${nearest.length} may fit` : 'Not known here';
}

function showUnknown(res: Response): void {
  res.status(404).render('paste', {
    problem: 'No failure here has that name. Paste the text, and it is looked for.',
    pasted: '',
    page: {
      path: '/errors',
      title: 'There is no such error here',
      description: 'No failure of the catalogue has this address.',
    },
  });
}
