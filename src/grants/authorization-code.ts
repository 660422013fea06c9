/** Authorization Code Grant, RFC 6749 §4.1. The letters are those of its Figure 3. */
import { Router } from 'express';
import type { Server } from '../bitbucket/servers.ts';
import { buildAuthorizationUrl } from '../oauth/authorization-request.ts';
import { readAuthorizationCode } from '../oauth/authorization-response.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { codeChallengeS256, createCodeVerifier } from '../oauth/pkce.ts';
import { findTransaction, useAnswer } from './callback.ts';
import { chooseServer } from './choose-server.ts';
import { recordAuthorizationRequest, recordAuthorizationResponse } from './front-channel.ts';
import type { Grant } from './grant.ts';
import { startRun } from './run.ts';
import { resumeSession } from './session-renewal.ts';
import { startVisit } from './visitor.ts';
import { completeRun } from './visitor-runs.ts';

export const authorizationCode: Grant = {
  slug: 'authorization-code',
  title: 'Authorization Code',
  section: '4.1',
  summary:
    'The person says yes at the authorization server, the browser brings back a short-lived code, and the client’s server trades that code for an access token.',
  whoConsents: 'The person, at the authorization server',
  crossesBrowser: 'A single-use code and the state; never a token',
  refreshToken: 'Yes; since May 2026 it changes with every use',
  useIt: 'For anything that acts for a person and has a server: the default.',
  runsOn: ['bitbucket', 'sandbox-current', 'sandbox-legacy'],
  onBitbucket: {
    status: 'works',
    statement:
      'Works. Since CHANGE-3052 (enforced from 4 May 2026, client by client) refresh tokens rotate and end after three months unused, the answer says scope in the place of scopes, and tokens go in the Authorization header only.',
    asOf: '2026-09',
    sources: [
      {
        title: 'OAuth 2.0 (Atlassian, read in February 2026)',
        url: 'https://developer.atlassian.com/cloud/bitbucket/oauth-2/',
      },
      { title: 'CHANGE-3052, Atlassian developer community, thread 99003' },
    ],
  },
  steps: [
    {
      letter: 'A',
      from: 'client',
      to: 'authorization-server',
      label: 'Authorization request',
      explanation:
        'The client sends the browser to the authorization endpoint with its client_id, the redirect_uri, the scope, a fresh state and a PKCE challenge.',
    },
    {
      letter: 'B',
      from: 'resource-owner',
      to: 'authorization-server',
      label: 'Signs in and consents',
      explanation:
        'The person signs in at the authorization server and grants or denies access. The client sees nothing of this.',
    },
    {
      letter: 'C',
      from: 'authorization-server',
      to: 'client',
      label: 'Code and state, by redirect',
      explanation:
        'The browser is sent to the redirect_uri with a code and the state. The client first checks that the state is one it gave to this very browser.',
    },
    {
      letter: 'D',
      from: 'client',
      to: 'authorization-server',
      label: 'Code, redirect_uri, credentials',
      explanation:
        'The client’s server posts the code to the token endpoint, with HTTP Basic, the same redirect_uri and the PKCE verifier. The browser has no part in it.',
    },
    {
      letter: 'E',
      from: 'authorization-server',
      to: 'client',
      label: 'Access and refresh token',
      explanation:
        'The token endpoint answers with an access token for two hours and a refresh token.',
    },
    {
      letter: 'API',
      from: 'client',
      to: 'resource-server',
      label: 'Calls with the access token',
      explanation:
        'The client’s server calls the API with the token in the Authorization header. The figure of the RFC ends before this.',
    },
  ],

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
        // Bitbucket: PKCE is not documented. It is accepted, and does no harm where it is ignored.
        code_challenge: codeChallengeS256(codeVerifier),
        code_challenge_method: 'S256',
      });
    }

    // (A) Send the browser to the authorization endpoint, where (B) takes place. RFC 6749 §4.1.1
    router.get('/authorize', async (req, res) => {
      const server = chooseServer(
        authorizationCode,
        servers,
        parseParameters(req.query).get('server'),
      );
      const codeVerifier = createCodeVerifier();
      const state = await transactions.begin(startVisit(req, clock), {
        grantSlug: authorizationCode.slug,
        serverId: server.id,
        codeVerifier,
      });
      res.redirect(authorizationUrl(server, state, codeVerifier));
    });

    // (C) The browser is back, with a code or with an error. RFC 6749 §4.1.2
    router.get('/oauth-callback', async (req, res) => {
      const response = parseParameters(req.query);
      const answer = await findTransaction(req, response, transactions, authorizationCode.slug);
      const isMine = await useAnswer(answer, dependencies, async (transaction) => {
        const { serverId, codeVerifier = '' } = transaction;
        const server = chooseServer(authorizationCode, servers, serverId);
        const run = startRun(res, authorizationCode.slug, server, clock);
        const askedWith = authorizationUrl(server, answer.state, codeVerifier);
        recordAuthorizationRequest(run.wire, askedWith);
        recordAuthorizationResponse(run.wire, redirectUri, req.url);
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
      // A reload, the Back button or a second click: the code is not sent again. RFC 6749 §4.1.2
      if (!isMine) await resumeSession(req); // the first answer, and with it the new session id, may never have arrived
      // The address bar keeps neither code nor state.
      res.redirect(303, isMine ? '/authorization-code' : '/authorization-code?notice=answered');
    });

    return router;
  },
};
