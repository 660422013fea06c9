/** Resource Owner Password Credentials Grant, RFC 6749 §4.3. The letters are those of its Figure 5. */
import { Router } from 'express';
import type { Response } from 'express';
import { InvalidRequestError, RateLimitError, TokenError } from '../errors/errors.ts';
import { inMinutes } from '../errors/explain-too-many.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { chooseServer } from './choose-server.ts';
import { resourceOwnerPasswordFacts as facts } from './facts/resource-owner-password.ts';
import type { Grant } from './grant.ts';
import { FailedRunError } from '../runs/failed-run.ts';
import { startRun } from '../runs/run.ts';
import type { Run } from '../runs/run.ts';
import { showRun } from '../pages/show-run.ts';
import { startVisit } from '../runs/visitor.ts';
import { completeRun } from '../runs/visitor-runs.ts';
import { redirectTo } from '../http/redirect-to.ts';

export const resourceOwnerPassword: Grant = {
  ...facts,

  createRouter(dependencies) {
    const { servers, tokens, clock } = dependencies;
    const router = Router();

    /** The password is never put back into the form. */
    function showForm(res: Response, username: string, error?: string, run?: Run): void {
      const server = chooseServer(facts, servers, undefined);
      res.render('grants/resource-owner-password-form', {
        page: {
          title: 'Type a user name and password',
          description: facts.summary,
          path: '/resource-owner-password/authorize',
        },
        grant: facts,
        server: { name: server.name, host: new URL(server.tokenEndpoint).host },
        people: server.resourceOwners,
        username,
        error,
        ...(run && { run: showRun(run, facts.steps, clock()) }),
      });
    }

    // (A) Ask for the password. RFC 6749 §4.3.1
    router.get('/authorize', (req, res) => {
      chooseServer(facts, servers, parseParameters(req.query).get('server'));
      startVisit(req, clock);
      showForm(res, '');
    });

    router.post('/authorize', async (req, res) => {
      const form = parseParameters(req.body);
      const username = form.get('username') ?? '';
      const password = form.get('password') ?? '';
      if (username === '' || password === '') {
        res.status(400);
        return showForm(res, username, `Type ${username === '' ? 'a user name' : 'the password'}.`);
      }
      const server = chooseServer(facts, servers, undefined);
      const run = startRun(req, facts.slug, server, clock);

      // (B) Send it on, once. Kept nowhere from here on. RFC 6749 §4.3.2
      const request = { grant_type: 'password', username, password };
      try {
        const token = await tokens.requestToken(run.server, request, run.wire, 'B');
        // (C) RFC 6749 §4.3.3
        await completeRun(req, dependencies, run, token);
        return redirectTo(res, 303, '/resource-owner-password');
      } catch (error) {
        const refusal = explainRefusedPassword(error);
        if (!refusal) throw new FailedRunError(run, error); // shown on the page, with the wire
        res.status(refusal.status).set(refusal.headers);
        return showForm(res, username, refusal.words, run);
      }
    });

    router.get('/oauth-callback', () => {
      throw new InvalidRequestError(
        'In the password grant nothing comes back through the browser: the token is in the answer of the token endpoint.',
      );
    });

    return router;
  },
};

/** What belongs beside the form, to be tried again. @returns `undefined` for everything else. */
function explainRefusedPassword(error: unknown) {
  if (error instanceof RateLimitError && error.waitSeconds !== undefined) {
    const headers = { 'Retry-After': String(error.waitSeconds) };
    return { status: 429, headers, words: tooManyTries(error.waitSeconds) };
  }
  // Bitbucket: 401 invalid_request for a wrong password, and the same with two-step verification on.
  if (error instanceof TokenError && error.status === 401) {
    const theirWords = error.description ?? error.code;
    const words = `The sandbox did not accept this user name and password. Its words: “${theirWords}”`;
    return { status: 401, headers: {}, words };
  }
  return undefined;
}

/**
 * It is the authorization server that MUST keep passwords from being guessed, RFC 6749 §4.3.2. The right
 * one is refused, too: whoever guesses must not learn that this one was it.
 */
function tooManyTries(seconds: number): string {
  return `There were too many tries with this user name, or from where you are. Wait for ${inMinutes(seconds)}, then try again. Until then, no password is looked at.`;
}
