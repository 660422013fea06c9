/** `/`: what there is to see, and what was forgotten a moment ago. */
import type { RequestHandler } from 'express';
import type { GrantFacts } from '../grants/facts/grant-facts.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { showHome } from '../pages/show-home.ts';
import { FORGOTTEN } from './forget.ts';

export function createHomePage(grants: readonly GrantFacts[]): RequestHandler {
  const home = showHome(grants);
  return (req, res) => {
    const notice = FORGOTTEN.get(parseParameters(req.query).get('notice') ?? '');
    res.render('home', {
      home,
      notice,
      page: {
        title: 'The OAuth 2.0 grants of Bitbucket Cloud',
        description: 'See, run and copy every OAuth 2.0 grant of Bitbucket Cloud.',
        path: '/',
      },
    });
  };
}
