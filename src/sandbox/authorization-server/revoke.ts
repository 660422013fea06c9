/**
 * Token revocation, RFC 7009. Assumption: public clients call this address of Bitbucket, but
 * nobody has recorded its reply; 200 with an empty body is the sandbox's choice. Contract §1.2.
 */
import { Router } from 'express';
import type { Report } from '../../http/report.ts';
import { digestOf } from '../../secrets/digest.ts';
import type { Context } from '../context.ts';
import { requireReadableForm } from '../http/bodies.ts';
import { readForm } from '../http/parameters.ts';
import { withinBudget } from '../http/within-budget.ts';
import type { Client } from '../seed/clients.ts';
import { findAuthorization, withdrawAuthorization } from '../tokens/authorizations.ts';
import { methodIsNotPost, createTokenErrorHandler } from './token-errors.ts';
import { authenticateClient } from './client-authentication.ts';

export const REVOKE_PATH = '/site/oauth2/revoke';

export function createRevokeRouter(context: Context, report: Report): Router {
  const router = Router();

  router.post(
    REVOKE_PATH,
    withinBudget(context, 'tokenRequests'),
    requireReadableForm,
    async (req, res) => {
      const form = readForm(req);
      const client = authenticateClient(req, form, context.directory);
      await revoke(context, client, digestOf(form.get('token') ?? ''));
      res.status(200).set('Pragma', 'no-cache').end(); // RFC 7009 §2.2: also for a token that nobody knows
    },
  );

  router.all(REVOKE_PATH, methodIsNotPost);
  router.use(REVOKE_PATH, createTokenErrorHandler(report));
  return router;
}

/** RFC 7009 §2.1: a refresh token takes its access tokens along; another client's token stays. */
async function revoke(context: Context, client: Client, key: string): Promise<void> {
  const { stores } = context;
  const refresh = await stores.refreshTokens.get(key);
  const token = refresh ?? (await stores.accessTokens.get(key));
  const authorization = token && (await findAuthorization(context, token.authorizationId));
  if (!token || authorization?.clientId !== client.clientId) return;
  if (refresh) await withdrawAuthorization(context, refresh.authorizationId);
  else await stores.accessTokens.take(key);
}
