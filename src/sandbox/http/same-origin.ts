/** Forms are taken from the sandbox's own pages only. */
import type { RequestHandler } from 'express';
import { senderOf } from '../../http/navigation.ts';
import { isSameSecret } from '../../secrets/is-same-secret.ts';
import type { Context } from '../context.ts';
import { PageError } from '../errors.ts';
import type { Session } from '../stores.ts';
import type { Parameters } from './parameters.ts';

export function requireSameOrigin({ baseUrl }: Context): RequestHandler {
  const { origin } = new URL(baseUrl);
  return function sameOrigin(req, _res, next) {
    if (senderOf(req, origin) !== 'our-page') throw foreignForm();
    next();
  };
}

/** @throws {PageError} The form was not made for this browser's session. RFC 6749 §10.12 */
export function requireCsrfToken(form: Parameters, session: Session): void {
  if (!isSameSecret(form.get('csrf') ?? '', session.csrfToken)) throw foreignForm();
}

function foreignForm(): PageError {
  return new PageError(
    'This form did not come from here',
    'The sandbox takes an answer only from its own page in your own browser.',
    { status: 403, hint: 'Go back to the application and start again.' },
  );
}
