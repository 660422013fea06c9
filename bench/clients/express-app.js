/** What the peers have in common: Express, express-session as it comes, EJS with its cache on. */
import path from 'node:path';
import express from 'express';
import session from 'express-session';
import { Bounded } from '../bounded.js';
import { MOST_VISITORS } from './announce.js';

export function createExpressApp() {
  const app = express().disable('x-powered-by').disable('etag');
  app.set('view engine', 'ejs').set('views', path.join(import.meta.dirname, 'views'));
  app.enable('view cache');
  app.use(session({ secret: 'bench', resave: false, saveUninitialized: false }));
  return app;
}

/** Where the results of a flow wait for the page: beside the session, so that it stays small. */
export function keepResults(app) {
  const resultsByVisitor = new Bounded(MOST_VISITORS);
  app.get('/result', (req, res) => {
    const results = resultsByVisitor.get(req.sessionID);
    if (results) res.render('result', results);
    else res.sendStatus(404);
  });
  return (req, res, results) => {
    req.session.isSignedIn = true;
    resultsByVisitor.set(req.sessionID, results);
    res.redirect(303, '/result');
  };
}
