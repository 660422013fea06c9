/** Who is the resource owner? A page of the sandbox's own; RFC 6749 §3.1 leaves it open. */
import { type Response, Router } from 'express';
import type { Context } from '../context.ts';
import { formBody } from '../http/form-body.ts';
import { type Parameters, readForm, readQuery } from '../http/parameters.ts';
import { requireCsrfToken, requireSameOrigin } from '../http/same-origin.ts';
import { signIn } from '../http/sessions.ts';
import type { Person } from '../seed/people.ts';
import { methodNotAllowed } from './method-not-allowed.ts';
import { checkPassword } from './password.ts';
import { type Conversation, findConversation, pagePath } from './pending-request.ts';

const PATH = '/_sandbox/sign-in';

export function createSignInRouter(context: Context): Router {
  const router = Router();

  router.get(PATH, async (req, res) => {
    const conversation = await findConversation(context, req, readQuery(req).get('request'));
    showSignIn(context, res, conversation);
  });

  router.post(
    PATH,
    requireSameOrigin(new URL(context.baseUrl).origin),
    formBody,
    async (req, res) => {
      const form = readForm(req);
      const conversation = await findConversation(context, req, form.get('request'));
      requireCsrfToken(form, conversation.session);
      const person = identify(context, form);
      if (person === undefined) {
        showSignIn(context, res.status(403), conversation, form.get('username') ?? '');
        return;
      }
      await signIn(context, req, res, conversation.session, person.username);
      res.redirect(303, pagePath(context, 'consent', conversation.requestId)); // RFC 9700 §4.12
    },
  );

  router.all(PATH, methodNotAllowed('GET, HEAD, POST'));
  return router;
}

/** By one click on a person, or by name and password. */
function identify({ directory }: Context, form: Parameters): Person | undefined {
  const chosen = form.get('person');
  if (chosen !== undefined) return directory.findPerson(chosen);
  return checkPassword(directory, form.get('username') ?? '', form.get('password') ?? '');
}

function showSignIn(
  context: Context,
  res: Response,
  { requestId, session, pending }: Conversation,
  refusedUsername?: string,
): void {
  res.render('sign-in', {
    action: context.basePath + PATH,
    requestId,
    csrfToken: session.csrfToken,
    clientName: context.directory.findClient(pending.clientId)?.name ?? '',
    redirectUri: pending.redirectUri,
    people: context.directory.people,
    signedInAs: session.username,
    refusedUsername,
  });
}
