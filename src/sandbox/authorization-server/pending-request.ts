/** Finds the authorization request that a page of the sandbox is about. */
import type { Request } from 'express';
import { digestOf } from '../../secrets/digest.ts';
import type { Context } from '../context.ts';
import { PageError } from '../errors.ts';
import { findSession } from '../http/sessions.ts';
import type { PendingRequest, Session } from '../stores.ts';

export interface Conversation {
  requestId: string;
  session: Session;
  pending: PendingRequest;
}

export const SIGN_IN_PATH = '/_sandbox/sign-in';

export function sandboxPagePath(context: Context, page: string, requestId: string): string {
  return `${context.basePath}/_sandbox/${page}?request=${encodeURIComponent(requestId)}`;
}

/** @throws {PageError} No such request, or it was begun in another browser. RFC 6749 §10.12 */
export async function findPendingRequest(
  context: Context,
  req: Request,
  requestId = '',
): Promise<Conversation> {
  const [session, pending] = await Promise.all([
    findSession(context, req),
    context.stores.pendingRequests.get(digestOf(requestId)),
  ]);
  if (session && pending?.csrfToken === session.csrfToken) return { requestId, session, pending };
  throw new PageError(
    'This request is unknown here',
    'It has expired, or it was begun in another browser, or your browser sent no cookie, or the sandbox was restarted in between.',
    { hint: 'Go back to the application and start again.' },
  );
}
