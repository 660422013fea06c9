/** OAuth 2.0 Token Exchange, RFC 8693, as a fifth grant: one message on the back channel. A file and a line of the registry. */
import { Router } from 'express';
import { chooseServer } from '../../../src/grants/choose-server.ts';
import type { GrantFacts } from '../../../src/grants/facts/grant-facts.ts';
import type { Grant } from '../../../src/grants/grant.ts';
import { parseParameters } from '../../../src/oauth/parameters.ts';
import { inRun } from '../../../src/runs/failed-run.ts';
import { startRun } from '../../../src/runs/run.ts';
import { completeRun } from '../../../src/runs/visitor-runs.ts';

const facts: GrantFacts = {
  slug: 'token-exchange',
  title: 'Token Exchange',
  source: { rfc: 8693, section: '2' },
  summary: 'The client shows a token that it was given, and is given another in its place.',
  whoConsents: 'Whoever consented to the first token',
  crossesBrowser: 'Nothing of this exchange',
  refreshToken: 'Seldom: RFC 8693 §2.2.1',
  useIt: 'For a service that calls another in the name of whoever called it.',
  startsBy: 'link',
  runsOn: ['bitbucket'],
  onBitbucket: { status: 'removed', statements: ['no-device-flow'] }, // Bitbucket never had it
  steps: [
    {
      letter: 'A',
      from: 'client',
      to: 'authorization-server',
      label: 'A token, to be exchanged',
      explanation: 'The client’s server posts the token that it has to the token endpoint.',
    },
    {
      letter: 'B',
      from: 'authorization-server',
      to: 'client',
      label: 'Another token',
      explanation: 'The token endpoint answers with a token for the next service.',
    },
  ],
  when: {
    use: [{ text: 'a service calls another **in the name of** a person;' }],
    avoid: [
      { text: 'the app can ask the person: take [authorization code](/authorization-code).' },
    ],
  },
  differs: { 'client-credentials': 'Acts for the client. Here the token still names the person.' },
  considerations: {
    security: [{ text: 'Ask for an `audience`: the new token should open one door only.' }],
    bitbucket: [{ statement: 'no-device-flow', advice: 'There is none of `this`, either.' }],
  },
};

export const tokenExchange: Grant = {
  ...facts,

  createRouter(dependencies) {
    const { servers, tokens, clock } = dependencies;
    const router = Router();

    router.get('/authorize', async (req, res) => {
      const server = chooseServer(facts, servers, parseParameters(req.query).get('server'));
      const run = startRun(req, facts.slug, server, clock);
      await inRun(run, async () => {
        // (A) RFC 8693 §2.1
        const request = {
          grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
          subject_token: 'the-token-that-came-with-a-call',
          subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        };
        // (B) RFC 8693 §2.2
        const token = await tokens.requestToken(run.server, request, run.wire, 'A');
        await completeRun(req, dependencies, run, token);
      });
      res.redirect(303, `/${facts.slug}`);
    });

    return router;
  },
};
