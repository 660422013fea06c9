/** Client Credentials Grant, RFC 6749 §4.4. The letters are those of its Figure 6. The smallest: begin reading here. */
import { Router } from 'express';
import { InvalidRequestError } from '../errors.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { chooseServer } from './choose-server.ts';
import type { Grant } from './grant.ts';
import { startRun } from './run.ts';
import { completeRun } from './visitor-runs.ts';

export const clientCredentials: Grant = {
  slug: 'client-credentials',
  title: 'Client Credentials',
  section: '4.4',
  summary:
    'The client shows its own credentials and is given an access token for itself: no person takes part, and nothing crosses a browser.',
  whoConsents: 'Nobody: the client acts for itself',
  crossesBrowser: 'Nothing',
  refreshToken: 'No, since May 2026: ask for a new access token',
  useIt: 'For a machine that works for itself: nightly jobs, CI, a bot of a workspace.',
  actsAsClient: true,
  runsOn: ['bitbucket', 'sandbox-current', 'sandbox-legacy'],
  onBitbucket: {
    status: 'works',
    statement:
      'Works for a private consumer (since mid-2026: an OAuth client with the Client credentials box ticked). Since CHANGE-3052 (enforced from 4 May 2026) no refresh token comes, and the token acts as an app_user; before, it acted as the owner of the consumer.',
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
      label: 'Client authentication',
      explanation:
        'The client’s server posts grant_type=client_credentials to the token endpoint, with its client_id and secret in HTTP Basic.',
    },
    {
      letter: 'B',
      from: 'authorization-server',
      to: 'client',
      label: 'Access token',
      explanation: 'The token endpoint answers with an access token for two hours.',
    },
    {
      letter: 'API',
      from: 'client',
      to: 'resource-server',
      label: 'Calls with the access token',
      explanation:
        'The client calls the API with the token in the Authorization header. The figure of the RFC ends before this.',
    },
  ],

  createRouter(dependencies) {
    const { servers, tokens, clock } = dependencies;
    const router = Router();

    router.get('/authorize', async (req, res) => {
      const server = chooseServer(
        clientCredentials,
        servers,
        parseParameters(req.query).get('server'),
      );
      const run = startRun(res, clientCredentials.slug, server, clock);

      // (A) The client authenticates, and that is all there is to it. RFC 6749 §4.4.2
      const request = { grant_type: 'client_credentials' };
      // (B) RFC 6749 §4.4.3
      const token = await tokens.requestToken(run.server, request, run.wire, 'A');

      await completeRun(req, dependencies, run, token);
      res.redirect(303, '/client-credentials');
    });

    router.get('/oauth-callback', () => {
      throw new InvalidRequestError(
        'In the client credentials grant nothing comes back through the browser: the token is in the answer of the token endpoint.',
      );
    });

    return router;
  },
};
