/** Each person's own page: which applications they let in, and the way to take it back. Contract §1.1 */
import { type Request, type Response, Router } from 'express';
import { listConsents, withdrawConsent } from '../tokens/consents.ts';
import type { Context } from '../context.ts';
import { PageError } from '../errors.ts';
import { requireReadableForm } from '../http/bodies.ts';
import { type Parameters, readForm } from '../http/parameters.ts';
import { requireCsrfToken, requireSameOrigin } from '../http/same-origin.ts';
import { findSession, signOut } from '../http/sessions.ts';
import { describeScope } from '../scopes.ts';
import type { Session } from '../stores.ts';
import { methodNotAllowed } from './method-not-allowed.ts';
import { SIGN_IN_PATH } from './pending-request.ts';
import { redirectTo } from '../../http/redirect-to.ts';

export const APPLICATIONS_PATH = '/_sandbox/applications';
const SIGN_OUT_PATH = '/_sandbox/sign-out';

export function createApplicationsRouter(context: Context): Router {
  const router = Router();
  const sameOrigin = requireSameOrigin(context);
  const path = (below: string) => context.basePath + below;

  router.get(APPLICATIONS_PATH, async (req, res) => {
    const session = await findSession(context, req);
    if (session?.username === undefined) redirectTo(res, 303, path(SIGN_IN_PATH));
    else await showApplications(context, res, session, session.username);
  });

  router.post(APPLICATIONS_PATH, sameOrigin, requireReadableForm, async (req, res) => {
    const form = readForm(req);
    const { csrfToken: browser } = await requireSession(context, req, form);
    const username = form.get('person') ?? '';
    await withdrawConsent(context, { browser, username, clientId: form.get('client') ?? '' });
    redirectTo(res, 303, path(APPLICATIONS_PATH));
  });

  router.post(SIGN_OUT_PATH, sameOrigin, requireReadableForm, async (req, res) => {
    await requireSession(context, req, readForm(req));
    await signOut(context, req, res);
    redirectTo(res, 303, path(SIGN_IN_PATH));
  });

  router.all(APPLICATIONS_PATH, methodNotAllowed('GET, HEAD, POST'));
  router.all(SIGN_OUT_PATH, methodNotAllowed('POST'));
  return router;
}

/** @throws {PageError} Nobody has signed in, or as somebody else than the page showed. */
async function requireSession(context: Context, req: Request, form: Parameters): Promise<Session> {
  const session = await findSession(context, req);
  if (session) requireCsrfToken(form, session);
  if (session?.username !== undefined && session.username === form.get('person')) return session;
  throw new PageError(
    'This form does not fit',
    'You have signed out, or signed in as somebody else, since the page was shown.',
    { hint: 'Open the page of authorized applications again.' },
  );
}

async function showApplications(
  context: Context,
  res: Response,
  session: Session,
  username: string,
): Promise<void> {
  const consents = await listConsents(context, session.csrfToken, username);
  res.render('applications', {
    action: context.basePath + APPLICATIONS_PATH,
    signOutAction: context.basePath + SIGN_OUT_PATH,
    csrfToken: session.csrfToken,
    person: context.directory.findPerson(username),
    isShared: context.settings.isShared,
    applications: consents.map(({ client, scopes, givenAt }) => ({
      clientId: client.clientId,
      name: client.name,
      workspace: client.workspace,
      scopes: scopes.map((name) => ({ name, words: describeScope(name) })),
      givenAt: new Date(givenAt).toISOString(),
    })),
  });
}
