/** Authorization Code Grant, RFC 6749 §4.1. The letters are those of its Figure 3. */
import { Router } from 'express';
import type { Server } from '../bitbucket/servers.ts';
import { buildAuthorizationUrl } from '../oauth/authorization-request.ts';
import { readAuthorizationCode } from '../oauth/authorization-response.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { codeChallengeS256, createCodeVerifier } from '../oauth/pkce.ts';
import { findTransaction, useAnswer } from '../runs/find-transaction.ts';
import { chooseServer } from './choose-server.ts';
import { recordAuthorizationRequest, recordAuthorizationResponse } from '../runs/front-channel.ts';
import { authorizationCodeFacts as facts } from './facts/authorization-code.ts';
import type { Grant } from './grant.ts';
import { inRun } from '../runs/failed-run.ts';
import { startRun } from '../runs/run.ts';
import { resumeSession } from '../runs/session-renewal.ts';
import { startVisit } from '../runs/visitor.ts';
import { completeRun } from '../runs/visitor-runs.ts';
import { redirectTo } from '../http/redirect-to.ts';

export const authorizationCode: Grant = {
  ...facts,

  createRouter(dependencies) {
    const { servers, tokens, transactions, redirectUri, scopes, clock } = dependencies;
    const router = Router();

    function authorizationUrl(server: Server, state: string, codeVerifier: string): string {
      return buildAuthorizationUrl(server.authorizationEndpoint, {
        response_type: 'code', // RFC 6749 §4.1.1
        client_id: server.client.clientId,
        redirect_uri: redirectUri,
        scope: scopes.join(' '),
        state,
        // Bitbucket: PKCE is not documented. The challenge is accepted and ignored: `pkce-verifier` of src/statements.
        code_challenge: codeChallengeS256(codeVerifier),
        code_challenge_method: 'S256',
      });
    }

    // (A) Send the browser to the authorization endpoint, where (B) takes place. RFC 6749 §4.1.1
    router.get('/authorize', async (req, res) => {
      const server = chooseServer(facts, servers, parseParameters(req.query).get('server'));
      const codeVerifier = createCodeVerifier();
      const state = await transactions.begin(startVisit(req, clock), {
        grantSlug: facts.slug,
        serverId: server.id,
        codeVerifier,
      });
      redirectTo(res, 302, authorizationUrl(server, state, codeVerifier));
    });

    // (C) The browser is back, with a code or with an error. RFC 6749 §4.1.2
    router.get('/oauth-callback', async (req, res) => {
      const response = parseParameters(req.query);
      const answer = await findTransaction(req, response, transactions, facts.slug);
      const isMine = await useAnswer(answer, dependencies, async (transaction) => {
        const { serverId, codeVerifier = '' } = transaction;
        const server = chooseServer(facts, servers, serverId);
        const run = startRun(req, facts.slug, server, clock);
        const askedWith = authorizationUrl(server, answer.state, codeVerifier);
        recordAuthorizationRequest(run.wire, askedWith);
        recordAuthorizationResponse(run.wire, redirectUri, req.url);

        // From here on, what fails is shown on the page, with what went over the wire.
        await inRun(run, async () => {
          const code = readAuthorizationCode(response, server.issuer);

          // (D) Trade the code for a token, server to server. RFC 6749 §4.1.3
          const request = {
            grant_type: 'authorization_code',
            code,
            redirect_uri: redirectUri, // the same as in (A), or it is refused
            code_verifier: codeVerifier, // RFC 7636 §4.5
          };
          // (E) RFC 6749 §4.1.4
          const token = await tokens.requestToken(run.server, request, run.wire, 'D');
          await completeRun(req, dependencies, run, token);
        });
      });
      // A reload, the Back button or a second click: the code is not sent again. RFC 6749 §4.1.2
      if (!isMine) await resumeSession(req); // the first answer, and with it the new session id, may never have arrived
      // The address bar keeps neither code nor state.
      redirectTo(res, 303, isMine ? '/authorization-code' : '/authorization-code?notice=answered');
    });

    return router;
  },
};
