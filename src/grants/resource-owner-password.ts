/** Resource Owner Password Credentials Grant, RFC 6749 §4.3. The letters are those of its Figure 5. */
import { Router } from 'express';
import type { Response } from 'express';
import { InvalidRequestError, RateLimitError, TokenError } from '../errors.ts';
import { inMinutes } from '../explain-too-many.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { chooseServer } from './choose-server.ts';
import type { Grant } from './grant.ts';
import { runUnderWay, startRun } from './run.ts';
import { showRun } from './show-run.ts';
import { startVisit } from './visitor.ts';
import { completeRun } from './visitor-runs.ts';

export const resourceOwnerPassword: Grant = {
  slug: 'resource-owner-password',
  title: 'Resource Owner Password Credentials',
  section: '4.3',
  summary:
    'The person types their user name and password into the client, and the client sends both to the token endpoint for an access token.',
  whoConsents: 'The person, by handing over the password',
  crossesBrowser: 'The password itself, into the client',
  refreshToken: 'Yes, while it existed',
  useIt: 'Never: it must not be used any more (RFC 9700 §2.4). Know it to replace it.',
  runsOn: ['sandbox-legacy'], // a password is never sent to bitbucket.org
  onBitbucket: {
    status: 'removed',
    statement:
      'Removed: for new users on 13 September 2021, for all on 1 March 2022. It never worked for accounts with two-step verification.',
    asOf: '2026-02',
    sources: [
      {
        title:
          'Bitbucket blog, “Deprecating Atlassian account password for Bitbucket API and Git activity”',
      },
      {
        title: 'OAuth 2.0 (Atlassian): “4.3 no longer supported” in the copies from 2024 on',
        url: 'https://developer.atlassian.com/cloud/bitbucket/oauth-2/',
      },
    ],
  },
  steps: [
    {
      letter: 'A',
      from: 'resource-owner',
      to: 'client',
      label: 'User name and password',
      explanation:
        'The person types the password into the client: the very thing that OAuth was made to avoid.',
    },
    {
      letter: 'B',
      from: 'client',
      to: 'authorization-server',
      label: 'Password and client credentials',
      explanation:
        'The client’s server posts grant_type=password with the user name and the password to the token endpoint, its own credentials in HTTP Basic.',
    },
    {
      letter: 'C',
      from: 'authorization-server',
      to: 'client',
      label: 'Access and refresh token',
      explanation: 'The token endpoint answers with an access token and a refresh token.',
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

    /** The password is never put back into the form. */
    function showForm(res: Response, username: string, error?: string): void {
      const run = runUnderWay(res);
      const server = chooseServer(resourceOwnerPassword, servers, undefined);
      res.render('grants/resource-owner-password-form', {
        page: {
          title: 'Type a user name and password',
          description: resourceOwnerPassword.summary,
          path: '/resource-owner-password/authorize',
        },
        grant: resourceOwnerPassword,
        server: { name: server.name, host: new URL(server.tokenEndpoint).host },
        people: server.resourceOwners,
        username,
        error,
        ...(run && { run: showRun(run, clock()) }),
      });
    }

    // (A) Ask for the password. RFC 6749 §4.3.1
    router.get('/authorize', (req, res) => {
      chooseServer(resourceOwnerPassword, servers, parseParameters(req.query).get('server'));
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
      const server = chooseServer(resourceOwnerPassword, servers, undefined);
      const run = startRun(res, resourceOwnerPassword.slug, server, clock);

      // (B) Send it on, once. Kept nowhere from here on. RFC 6749 §4.3.2
      const request = { grant_type: 'password', username, password };
      try {
        // (C) RFC 6749 §4.3.3
        const token = await tokens.requestToken(run.server, request, run.wire, 'B');
        await completeRun(req, dependencies, run, token);
        return res.redirect(303, '/resource-owner-password');
      } catch (error) {
        const refusal = explainRefusedPassword(error);
        if (!refusal) throw error;
        res.status(refusal.status).set(refusal.headers);
        return showForm(res, username, refusal.words);
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
