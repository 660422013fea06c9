/** Implicit Grant, RFC 6749 §4.2. The letters are those of its Figure 4; (F) and (G) are in public/implicit.js. */
import { Router } from 'express';
import type { Request } from 'express';
import type { Server } from '../bitbucket/servers.ts';
import { InvalidRequestError } from '../errors/errors.ts';
import { buildAuthorizationUrl } from '../oauth/authorization-request.ts';
import { requireNoErrorResponse, requireIssuer } from '../oauth/authorization-response.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { findTransaction } from '../runs/find-transaction.ts';
import { chooseServer } from './choose-server.ts';
import { recordAuthorizationRequest, recordAuthorizationResponse } from '../runs/front-channel.ts';
import { implicitFacts as facts } from './facts/implicit.ts';
import type { Grant } from './grant.ts';
import { inRun } from '../runs/failed-run.ts';
import { startRun } from '../runs/run.ts';
import { layOutDiagram } from '../pages/sequence-diagram.ts';
import { startVisit } from '../runs/visitor.ts';
import { redirectTo } from '../http/redirect-to.ts';

export const implicit: Grant = {
  ...facts,

  createRouter({ servers, transactions, redirectUri, scopes, clock }) {
    const router = Router();
    const diagram = layOutDiagram(facts);

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
      const found = await findTransaction(req, response, transactions, facts.slug);
      const { serverId } = await transactions.take(found.visitorId, found.state);
      return { server: chooseServer(facts, servers, serverId), state: found.state };
    }

    // (A) Send the browser to the authorization endpoint, where (B) takes place. RFC 6749 §4.2.1
    router.get('/authorize', async (req, res) => {
      const server = chooseServer(facts, servers, parseParameters(req.query).get('server'));
      const state = await transactions.begin(startVisit(req, clock), {
        grantSlug: facts.slug,
        serverId: server.id,
      });
      redirectTo(res, 302, authorizationUrl(server, state));
    });

    // (C), (D) The fragment stays in the browser: what arrives here has no query. RFC 6749 §4.2.2
    router.get('/oauth-callback', (req, res) => {
      const response = parseParameters(req.query);
      if (response.size > 0) return refuseQuery(req, response);
      // (E) The page whose script can read it
      return res.render('grants/implicit-callback', {
        page: { title: 'Implicit: the answer', description: facts.summary, path: '/implicit' },
        grant: facts,
        diagram,
      });
    });

    /** Bitbucket: how it answers response_type=token today is not known. */
    async function refuseQuery(
      req: Request,
      response: ReadonlyMap<string, string>,
    ): Promise<never> {
      const { server, state } = await takeTransaction(req, response);
      const run = startRun(req, facts.slug, server, clock);
      recordAuthorizationRequest(run.wire, authorizationUrl(server, state));
      recordAuthorizationResponse(run.wire, redirectUri, req.url);
      return inRun(run, async () => {
        requireNoErrorResponse(response, server.issuer);
        throw new InvalidRequestError('An answer to the implicit grant comes in the fragment.');
      });
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
