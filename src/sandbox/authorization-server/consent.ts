/** Does the resource owner agree? RFC 6749 §4.1 (B), §4.2 (B) */
import { type Response, Router } from 'express';
import { isAgreed } from '../tokens/consents.ts';
import type { Context } from '../context.ts';
import { PageError } from '../errors.ts';
import { requireReadableForm } from '../http/bodies.ts';
import { answerHead, requirePageLoad } from '../http/page-loads.ts';
import { type Parameters, readForm, readQuery } from '../http/parameters.ts';
import { requireCsrfToken, requireSameOrigin } from '../http/same-origin.ts';
import { allowFormTarget } from '../http/security-headers.ts';
import { describeScope } from '../scopes.ts';
import type { Decision } from '../stores.ts';
import { decide } from './decision.ts';
import { methodNotAllowed } from './method-not-allowed.ts';
import { type Conversation, findPendingRequest, sandboxPagePath } from './pending-request.ts';
import { redirectTo } from '../../http/redirect-to.ts';

const PATH = '/_sandbox/consent';

export function createConsentRouter(context: Context): Router {
  const router = Router();

  router.head(PATH, answerHead);
  router.get(PATH, requirePageLoad, async (req, res) => {
    const conversation = await findPendingRequest(context, req, readQuery(req).get('request'));
    const { decision } = conversation.pending;
    if (decision && !decision.isFromMemory) showDecided(context, res, conversation);
    else if (conversation.session.username === undefined) {
      redirectTo(res, 303, sandboxPagePath(context, 'sign-in', conversation.requestId));
    } else await askUnlessAgreed(context, res, conversation, conversation.session.username);
  });

  router.post(PATH, requireSameOrigin(context), requireReadableForm, async (req, res) => {
    const form = readForm(req);
    const conversation = await findPendingRequest(context, req, form.get('request'));
    requireCsrfToken(form, conversation.session);
    const location = await decide(context, conversation, readDecision(form, conversation));
    redirectTo(res, 302, location); // 302, never 307: the form must not travel on. RFC 9700 §4.12
  });

  router.all(PATH, methodNotAllowed('GET, HEAD, POST'));
  return router;
}

/** Bitbucket: a consent once given is "remembered for next time". Contract §1.1 */
async function askUnlessAgreed(
  context: Context,
  res: Response,
  conversation: Conversation,
  username: string,
): Promise<void> {
  const { clientId, scopes, csrfToken: browser } = conversation.pending;
  const decision = { isGranted: true, username, isFromMemory: true };
  if (await isAgreed(context, { browser, username, clientId }, scopes)) {
    redirectTo(res, 302, await decide(context, conversation, decision));
  } else showConsent(context, res, conversation);
}

/** @throws {PageError} Neither button, or not the person whom the page showed. */
function readDecision(form: Parameters, { session }: Conversation): Decision {
  const answer = form.get('decision');
  const username = form.get('person');
  const isShownPerson = username !== undefined && username === session.username;
  if (isShownPerson && (answer === 'grant' || answer === 'cancel')) {
    return { isGranted: answer === 'grant', username };
  }
  throw new PageError(
    'This answer does not fit the question',
    'You may have signed in as somebody else in another tab, or the form was changed.',
    { hint: 'Reload the page before this one, look at it, and answer again.' },
  );
}

function showConsent(context: Context, res: Response, conversation: Conversation): void {
  const { pending, session, requestId } = conversation;
  const redirectUrl = new URL(pending.redirectUri);
  allowFormTarget(res, redirectUrl.origin);
  res.render('consent', {
    action: context.basePath + PATH,
    requestId,
    csrfToken: session.csrfToken,
    client: context.directory.findClient(pending.clientId),
    person: context.directory.findPerson(session.username ?? ''),
    scopes: pending.scopes.map((name) => ({ name, words: describeScope(name) })),
    responseType: pending.responseType,
    redirectHost: redirectUrl.host,
    redirectUri: pending.redirectUri,
    isRemembered: context.settings.rememberConsent,
    isShared: context.settings.isShared,
    switchPath: sandboxPagePath(context, 'sign-in', requestId),
  });
}

/** Whoever comes back with the Back button reads what was decided. */
function showDecided(context: Context, res: Response, { pending }: Conversation): void {
  res.render('decided', {
    clientName: context.directory.findClient(pending.clientId)?.name ?? '',
    redirectHost: new URL(pending.redirectUri).host,
    isGranted: pending.decision?.isGranted ?? false,
  });
}
