/** Implicit Grant, RFC 6749 §4.2. The letters are those of its Figure 4; (F) and (G) are in public/implicit.js. */
import { Router } from 'express';
import type { Request, Response } from 'express';
import type { Server } from '../bitbucket/servers.ts';
import { InvalidRequestError } from '../errors.ts';
import { buildAuthorizationUrl } from '../oauth/authorization-request.ts';
import { requireConsent, requireIssuer } from '../oauth/authorization-response.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { findTransaction } from './callback.ts';
import { chooseServer } from './choose-server.ts';
import { recordAuthorizationRequest, recordAuthorizationResponse } from './front-channel.ts';
import type { Grant } from './grant.ts';
import { startRun } from './run.ts';
import { layOutDiagram } from './sequence-diagram.ts';
import { startVisit } from './visitor.ts';

export const implicit: Grant = {
  slug: 'implicit',
  title: 'Implicit',
  section: '4.2',
  summary:
    'The person says yes at the authorization server, and the access token itself comes back to the browser, in the part of the URL behind the # sign.',
  whoConsents: 'The person, at the authorization server',
  crossesBrowser: 'The access token itself, in the fragment of a URL',
  refreshToken: 'No, never',
  useIt: 'Not any more (RFC 9700 §2.1.2): use the authorization code grant with PKCE.',
  runsOn: ['sandbox-legacy', 'bitbucket'],
  onBitbucket: {
    status: 'removed',
    statement:
      'Removed in spring 2026. The sources disagree on the day: 27 February or 14 March 2026; Atlassian’s own page still listed it on 24 February 2026.',
    asOf: '2026-03',
    sources: [
      {
        title:
          'Atlassian developer community, thread 97520: “Deprecation notice: OAuth 1.0 and implicit grant flows for Bitbucket Cloud”',
      },
      {
        title: 'decaporg/decap-cms, issue 7749',
        url: 'https://github.com/decaporg/decap-cms/issues/7749',
      },
    ],
  },
  steps: [
    {
      letter: 'A',
      from: 'client',
      to: 'authorization-server',
      label: 'Authorization request',
      explanation:
        'The client sends the browser to the authorization endpoint with response_type=token, its client_id, the redirect_uri and a fresh state. There is no secret.',
    },
    {
      letter: 'B',
      from: 'resource-owner',
      to: 'authorization-server',
      label: 'Signs in and consents',
      explanation: 'The person signs in at the authorization server and grants or denies access.',
    },
    {
      letter: 'C',
      from: 'authorization-server',
      to: 'resource-owner',
      label: 'Token in the fragment',
      explanation:
        'The browser is sent to the redirect_uri with the access token behind the # sign: a part of the URL that browsers keep to themselves.',
    },
    {
      letter: 'D',
      from: 'resource-owner',
      to: 'client',
      label: 'Fetches the page, no fragment',
      explanation:
        'The browser asks our server for the page of the redirect_uri. The token is not in the request.',
    },
    {
      letter: 'E',
      from: 'client',
      to: 'resource-owner',
      label: 'A page with a script',
      explanation: 'Our server answers with a page whose script can read the fragment.',
    },
    {
      letter: 'F',
      from: 'resource-owner',
      to: 'resource-owner',
      label: 'The script reads the token',
      explanation:
        'The script takes the token out of the fragment, clears the address bar, and has our server check the state: the state alone.',
    },
    {
      letter: 'G',
      from: 'resource-owner',
      to: 'client',
      label: 'The token reaches the client',
      explanation:
        'The part of the client that runs in the browser has the token now. It never reaches our server.',
    },
    {
      letter: 'API',
      from: 'resource-owner',
      to: 'resource-server',
      label: 'Calls with the access token',
      explanation:
        'The script calls the API from the browser, with the token in the Authorization header.',
    },
  ],

  createRouter({ servers, transactions, redirectUri, scopes, clock }) {
    const router = Router();
    const diagram = layOutDiagram(implicit);

    function authorizationUrl(server: Server, state: string): string {
      return buildAuthorizationUrl(server.authorizationEndpoint, {
        response_type: 'token', // RFC 6749 §4.2.1
        client_id: server.client.clientId,
        redirect_uri: redirectUri,
        scope: scopes.join(' '),
        state,
      });
    }

    /** Whose answer is this? After this, it can be asked no more. RFC 6749 §10.12 */
    async function takeTransaction(req: Request, response: ReadonlyMap<string, string>) {
      const found = await findTransaction(req, response, transactions, implicit.slug);
      const { serverId } = await transactions.take(found.visitorId, found.state);
      return { server: chooseServer(implicit, servers, serverId), state: found.state };
    }

    // (A) Send the browser to the authorization endpoint, where (B) takes place. RFC 6749 §4.2.1
    router.get('/authorize', async (req, res) => {
      const server = chooseServer(implicit, servers, parseParameters(req.query).get('server'));
      const state = await transactions.begin(startVisit(req, clock), {
        grantSlug: implicit.slug,
        serverId: server.id,
      });
      res.redirect(authorizationUrl(server, state));
    });

    // (C), (D) The fragment stays in the browser: what arrives here has no query. RFC 6749 §4.2.2
    router.get('/oauth-callback', (req, res) => {
      const response = parseParameters(req.query);
      if (response.size > 0) return refuseQuery(req, res, response);
      // (E) The page whose script can read it
      return res.render('grants/implicit-callback', {
        page: { title: 'Implicit: the answer', description: implicit.summary, path: '/implicit' },
        grant: implicit,
        diagram,
      });
    });

    /** Bitbucket: how it answers response_type=token today is not known; an error in the query is likely. */
    async function refuseQuery(
      req: Request,
      res: Response,
      response: ReadonlyMap<string, string>,
    ): Promise<never> {
      const { server, state } = await takeTransaction(req, response);
      const run = startRun(res, implicit.slug, server, clock);
      recordAuthorizationRequest(run.wire, authorizationUrl(server, state));
      recordAuthorizationResponse(run.wire, redirectUri, req.url);
      requireConsent(response, server.issuer);
      throw new InvalidRequestError('An answer to the implicit grant comes in the fragment.');
    }

    // (F) The script hands over the state, never the token: is it one of this browser? RFC 6749 §10.12
    router.post('/oauth-callback', async (req, res) => {
      const response = parseParameters(req.body);
      const { server, state } = await takeTransaction(req, response);
      requireIssuer(response.get('iss'), server.issuer);
      res.json({
        serverName: server.name,
        host: new URL(server.apiBaseUrl).host,
        apiBaseUrl: server.apiBaseUrl,
        authorizationUrl: authorizationUrl(server, state),
      });
    });

    return router;
  },
};
