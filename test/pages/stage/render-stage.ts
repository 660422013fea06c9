/** Renders a stage as the app does, without the app. */
import path from 'node:path';
import { grants } from '../../../src/grants/index.ts';
import { showNumber } from '../../../src/pages/show-number.ts';
import { sayOfBitbucket } from '../../../src/pages/show-statement.ts';
import type { StageView } from '../../../src/pages/stage/stage-view.ts';
import { createViewEngine } from '../../../src/web/view-engine.ts';
import { about as rows } from './fixtures/about.ts';

const views = path.resolve(import.meta.dirname, '../../../views');
const callbackUrl = 'http://localhost:3000/oauth-callback';
const engine = createViewEngine(views, true);

export async function renderStage(view: StageView): Promise<string> {
  const page = {
    title: `${view.actions.state} · ${view.grant.title}`,
    description: 'A grant of Bitbucket Cloud, step by step.',
    path: `/${view.grant.slug}`,
  };
  const session = { exists: true, csrfToken: 'csrf-of-this-session' };
  const site = { grants, session, isShared: false, callbackUrl, sayOfBitbucket, showNumber };
  const about = await render('stage/about.ejs', { rows });
  return render('stage.ejs', { ...site, view, page, notices: [], about });
}

function render(template: string, data: object): Promise<string> {
  return new Promise((resolve, reject) => {
    engine(path.join(views, template), data, (error, html) => {
      if (error) reject(error);
      else resolve(html ?? '');
    });
  });
}
