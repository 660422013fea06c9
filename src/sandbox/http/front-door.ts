/** What stands at the root, where Bitbucket has its own pages: what this is, and how to go on. */
import type { RequestHandler } from 'express';
import { ACCESS_TOKEN_PATH } from '../authorization-server/access-token.ts';
import { AUTHORIZE_PATH } from '../authorization-server/authorize.ts';
import type { Context } from '../context.ts';

/** Where a client finds what it needs. */
export function listEndpoints({ era, baseUrl }: Context) {
  return {
    era: era.name,
    baseUrl,
    authorizationEndpoint: baseUrl + AUTHORIZE_PATH,
    tokenEndpoint: baseUrl + ACCESS_TOKEN_PATH,
    apiBaseUrl: `${baseUrl}/2.0`,
  };
}

/** A page for people, JSON for programs: those that take anything, such as curl, are programs. */
export function showFrontDoor(context: Context, hasControl: boolean): RequestHandler {
  const about = {
    ...listEndpoints(context),
    controlDescription: hasControl ? `${context.baseUrl}/_sandbox/openapi.json` : null,
  };
  const message =
    'This is a sandbox that answers as Bitbucket Cloud does. Point your OAuth 2.0 client at it ' +
    'in the place of bitbucket.org and api.bitbucket.org, and change nothing else.';
  return (req, res) => {
    res.vary('Accept');
    if (req.accepts(['json', 'html']) === 'html') res.render('front-door', about);
    else res.json({ message, ...about });
  };
}
