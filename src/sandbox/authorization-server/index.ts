/** The authorization server, RFC 6749 §1.1: its two endpoints and the pages between them. */
import { Router } from 'express';
import type { Report } from '../../http/report.ts';
import type { Context } from '../context.ts';
import { createAccessTokenRouter } from './access-token.ts';
import { createApplicationsRouter } from './applications.ts';
import { createAuthorizeRouter } from './authorize.ts';
import { createConsentRouter } from './consent.ts';
import { createRevokeRouter } from './revoke.ts';
import { createSignInRouter } from './sign-in.ts';

export function createAuthorizationServer(context: Context, report: Report): Router {
  const router = Router();
  router.use(createAccessTokenRouter(context, report)); // first: it is asked most
  router.use(createAuthorizeRouter(context));
  router.use(createSignInRouter(context));
  router.use(createConsentRouter(context));
  router.use(createApplicationsRouter(context));
  router.use(createRevokeRouter(context, report));
  return router;
}
