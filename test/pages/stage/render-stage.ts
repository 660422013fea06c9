/** Renders a stage as the app does, without the app. */
import path from 'node:path';
import { grants } from '../../../src/grants/index.ts';
import { sayOfBitbucket } from '../../../src/pages/show-statement.ts';
import type { StageView } from '../../../src/pages/stage/stage-view.ts';
import { createViewEngine } from '../../../src/web/view-engine.ts';

const views = path.resolve(import.meta.dirname, '../../../views');
const callbackUrl = 'http://localhost:3000/oauth-callback';
const render = createViewEngine(views, true);

export function renderStage(view: StageView): Promise<string> {
  const page = {
    title: `${view.actions.state} · ${view.grant.title}`,
    description: 'A grant of Bitbucket Cloud, step by step.',
    path: `/${view.grant.slug}`,
  };
  const session = { exists: true, csrfToken: 'csrf-of-this-session' };
  return new Promise((resolve, reject) => {
    render(
      path.join(views, 'stage.ejs'),
      { view, page, grants, session, notices: [], isShared: false, callbackUrl, sayOfBitbucket },
      (error, html) => {
        if (error) reject(error);
        else resolve(html ?? '');
      },
    );
  });
}
