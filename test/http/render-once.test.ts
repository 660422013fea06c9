import { describe, expect, it } from '@jest/globals';
import express from 'express';
import { renderOnce } from '../../src/http/render-once.ts';

type Done = (error: null, html: string) => void;

/** Counts what it renders. */
function createApp(isCached: boolean) {
  let count = 0;
  const app = express();
  app.set('views', 'views').set('view engine', 'ejs').set('view cache', isCached);
  app.engine('ejs', (_file: string, data: { rows?: unknown }, done: Done) => {
    count += 1;
    done(null, `${count}: ${JSON.stringify(data.rows)}`);
  });
  return app;
}

describe('A part of a page that is the same for everybody', () => {
  it('is rendered once', async () => {
    const app = createApp(true);
    const about = renderOnce('stage/about', { rows: [] });

    expect([await about(app), await about(app)]).toEqual(['1: []', '1: []']);
  });

  it('is rendered each time while the templates are edited', async () => {
    const app = createApp(false);
    const about = renderOnce('stage/about', { rows: [] });

    expect([await about(app), await about(app)]).toEqual(['1: []', '2: []']);
  });
});
