/** Who is the resource owner? A page of the sandbox's own; RFC 6749 §3.1 leaves it open. */
import { type Request, type Response, Router } from 'express';
import type { Context } from '../context.ts';
import { requireReadableForm } from '../http/bodies.ts';
import { answerHead, requirePageLoad } from '../http/page-loads.ts';
import { type Parameters, readForm, readQuery } from '../http/parameters.ts';
import { requireCsrfToken, requireSameOrigin } from '../http/same-origin.ts';
import { chargeBudget } from '../http/within-budget.ts';
import { allowFormTarget } from '../http/security-headers.ts';
import { beginSession, findSession, signIn } from '../http/sessions.ts';
import type { Person } from '../seed/people.ts';
import type { PendingRequest, Session } from '../stores.ts';
import { APPLICATIONS_PATH } from './applications.ts';
import { methodNotAllowed } from './method-not-allowed.ts';
import { checkPassword } from './password.ts';
import { SIGN_IN_PATH, findPendingRequest, sandboxPagePath } from './pending-request.ts';
import { redirectTo } from '../../http/redirect-to.ts';

/** A request of a client may wait for it; without one it leads to the person's own page. */
interface Visit {
  session: Session;
  requestId?: string;
  pending?: PendingRequest;
}

export function createSignInRouter(context: Context): Router {
  const router = Router();

  router.head(SIGN_IN_PATH, answerHead);
  router.get(SIGN_IN_PATH, requirePageLoad, async (req, res) => {
    showSignIn(context, res, await findVisit(context, req, res, readQuery(req).get('request')));
  });

  router.post(SIGN_IN_PATH, requireSameOrigin(context), requireReadableForm, async (req, res) => {
    const form = readForm(req);
    const visit = await findVisit(context, req, res, form.get('request'));
    requireCsrfToken(form, visit.session);
    const answer = await identify(context, req, form);
    if (answer.person === undefined) {
      res.status(answer.waitSeconds > 0 ? 429 : 403);
      if (answer.waitSeconds > 0) res.set('Retry-After', String(answer.waitSeconds));
      showSignIn(context, res, visit, { ...answer, username: form.get('username') ?? '' });
      return;
    }
    await signIn(context, req, res, visit.session, answer.person.username);
    redirectTo(res, 303, nextPage(context, visit)); // RFC 9700 §4.12
  });

  router.all(SIGN_IN_PATH, methodNotAllowed('GET, HEAD, POST'));
  return router;
}

async function findVisit(
  context: Context,
  req: Request,
  res: Response,
  requestId: string | undefined,
): Promise<Visit> {
  if (requestId !== undefined) return findPendingRequest(context, req, requestId);
  const session = await findSession(context, req);
  if (session) return { session };
  await chargeBudget(context, req, 'authorizationRequests'); // who has come from a client has paid there
  return { session: await beginSession(context, res) };
}

function nextPage(context: Context, { requestId }: Visit): string {
  if (requestId === undefined) return context.basePath + APPLICATIONS_PATH;
  return sandboxPagePath(context, 'consent', requestId);
}

interface Refusal {
  person?: undefined;
  /** 0: name and password do not belong together. */
  waitSeconds: number;
}

/** By one click on a person, or by name and password. */
async function identify(
  context: Context,
  req: Request,
  form: Parameters,
): Promise<{ person: Person } | Refusal> {
  const chosen = form.get('person');
  if (chosen !== undefined) {
    const person = context.directory.findPerson(chosen);
    return person ? { person } : { waitSeconds: 0 };
  }
  return checkPassword(context, {
    username: form.get('username') ?? '',
    password: form.get('password') ?? '',
    caller: context.callerOf(req),
    isSecondStepImpossible: false, // the page plays it: there is nothing to type
  });
}

function showSignIn(
  context: Context,
  res: Response,
  { requestId, session, pending }: Visit,
  refusal?: { username: string; waitSeconds: number },
): void {
  const { clients, people } = context.directory;
  const { expected } = context.callerOf(res.req);
  const isExpected = ({ username }: Person) => username === expected;
  const isAtHand = (person: Person) => !person.isAwkward || isExpected(person);
  // A remembered consent leads from here straight on to the client.
  if (pending && context.settings.rememberConsent) {
    allowFormTarget(res, new URL(pending.redirectUri).origin);
  }
  res.render('sign-in', {
    action: context.basePath + SIGN_IN_PATH,
    requestId,
    csrfToken: session.csrfToken,
    clientName: clients.find(({ clientId }) => clientId === pending?.clientId)?.name,
    people: people
      .filter(isAtHand)
      .toSorted((a, b) => Number(isExpected(b)) - Number(isExpected(a))),
    awkwardPeople: people.filter((person) => !isAtHand(person)),
    expected,
    signedInAs: session.username,
    refusal,
  });
}
