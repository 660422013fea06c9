/** Whose request is it? The client's, by whichever way it names itself. */
import type { Request } from 'express';
import type { Context } from '../context.ts';
import { formBody } from '../http/form-body.ts';
import { queryText } from '../http/parameters.ts';
import { hashOf } from '../secrets.ts';
import type { VisitorOf } from './middleware.ts';

export function clientOf(context: Context): VisitorOf {
  return async function visitorOf(req) {
    return (
      new URLSearchParams(queryText(req)).get('client_id') ??
      inBasic(req) ??
      (await behindToken(context, req)) ??
      (await inForm(req))
    );
  };
}

function inBasic(req: Request): string | undefined {
  const [, encoded = ''] = /^Basic +(.+)$/i.exec(req.get('authorization') ?? '') ?? [];
  return Buffer.from(encoded, 'base64').toString().split(':')[0] || undefined;
}

async function behindToken({ stores }: Context, req: Request): Promise<string | undefined> {
  const [, token] = /^Bearer +(\S+)$/i.exec(req.get('authorization') ?? '') ?? [];
  if (token === undefined) return undefined;
  const found = await stores.accessTokens.get(hashOf(token));
  return found && (await stores.authorizations.get(found.authorizationId))?.clientId;
}

/** The body is read here once and stays readable; one that cannot be read belongs to nobody. */
async function inForm(req: Request): Promise<string | undefined> {
  if (req.method !== 'POST' || !req.is('application/x-www-form-urlencoded')) return undefined;
  const { res } = req;
  if (!res) return undefined;
  await new Promise<void>((resolve) => {
    formBody(req, res, () => resolve());
  });
  const body: unknown = req.body;
  return new URLSearchParams(typeof body === 'string' ? body : '').get('client_id') ?? undefined;
}
