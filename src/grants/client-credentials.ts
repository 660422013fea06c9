/** Client Credentials Grant, RFC 6749 §4.4. The letters are those of its Figure 6. The smallest: begin reading here. */
import { Router } from 'express';
import { InvalidRequestError } from '../errors/errors.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { chooseServer } from './choose-server.ts';
import { clientCredentialsFacts as facts } from './facts/client-credentials.ts';
import type { Grant } from './grant.ts';
import { inRun } from '../runs/failed-run.ts';
import { startRun } from '../runs/run.ts';
import { completeRun } from '../runs/visitor-runs.ts';
import { redirectTo } from '../http/redirect-to.ts';

export const clientCredentials: Grant = {
  ...facts,

  createRouter(dependencies) {
    const { servers, tokens, clock } = dependencies;
    const router = Router();

    router.get('/authorize', async (req, res) => {
      const server = chooseServer(facts, servers, parseParameters(req.query).get('server'));
      const run = startRun(req, facts.slug, server, clock);

      // What fails in here is shown on the page, with what went over the wire.
      await inRun(run, async () => {
        // (A) The client authenticates, and that is all there is to it. RFC 6749 §4.4.2
        const request = { grant_type: 'client_credentials' };
        // (B) RFC 6749 §4.4.3
        const token = await tokens.requestToken(run.server, request, run.wire, 'A');
        await completeRun(req, dependencies, run, token);
      });
      redirectTo(res, 303, '/client-credentials');
    });

    router.get('/oauth-callback', () => {
      throw new InvalidRequestError(
        'In the client credentials grant nothing comes back through the browser: the token is in the answer of the token endpoint.',
      );
    });

    return router;
  },
};
