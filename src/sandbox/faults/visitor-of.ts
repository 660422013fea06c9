/** Whose request is it? The client's, by whichever way it names itself. */
import type { Request } from 'express';
import { digestOf } from '../../secrets/digest.ts';
import type { Context } from '../context.ts';
import { formText, queryText } from '../http/parameters.ts';
import type { VisitorOf } from './middleware.ts';

export function clientOf(context: Context): VisitorOf {
  return async function visitorOf(req) {
    const query = new URLSearchParams(queryText(req));
    const named = query.get('client_id') ?? inBasic(req);
    if (named !== undefined) return named;
    const bearer = inBearer(req) ?? query.get('access_token');
    if (bearer !== null) return behindToken(context, bearer);
    const form = new URLSearchParams(formText(req));
    const token = form.get('access_token');
    return form.get('client_id') ?? (token === null ? undefined : behindToken(context, token));
  };
}

function inBasic(req: Request): string | undefined {
  const [, encoded = ''] = /^Basic +(.+)$/i.exec(req.get('authorization') ?? '') ?? [];
  return Buffer.from(encoded, 'base64').toString().split(':')[0] || undefined;
}

function inBearer(req: Request): string | undefined {
  return /^Bearer +(\S+)$/i.exec(req.get('authorization') ?? '')?.[1];
}

async function behindToken({ stores }: Context, token: string): Promise<string | undefined> {
  const found = await stores.accessTokens.get(digestOf(token));
  return found && (await stores.authorizations.get(found.authorizationId))?.clientId;
}
