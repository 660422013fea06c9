/** The clients of the sandbox, which are the same everywhere: whoever attacks knows them. */
import { eras } from '../../src/sandbox/eras.ts';
import type { EraName } from '../../src/sandbox/index.ts';
import { createSeed } from '../../src/sandbox/index.ts';
import type { Ask } from './hosted.ts';
import { PUBLIC_URL } from './hosted.ts';

export function clientsOf(era: EraName) {
  return createSeed(eras[era], `${PUBLIC_URL}/oauth-callback`).clients;
}

/** @param name How its name begins; the ready-made one without. */
export function clientOf(era: EraName, name = '') {
  const client = clientsOf(era).find((one) => one.name.startsWith(name));
  if (!client) throw new Error(`There is no client ${name}.`);
  return client;
}

export function tokenRequest(
  era: EraName,
  form: Readonly<Record<string, string>>,
  { from, name }: { readonly from: string; readonly name?: string },
): Ask {
  const { clientId, clientSecret } = clientOf(era, name);
  return {
    path: `/sandbox/${era}/site/oauth2/access_token`,
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    form,
    from,
  };
}

export function authorizationPath(era: EraName, more: Readonly<Record<string, string>> = {}) {
  const { clientId } = clientOf(era);
  const query = new URLSearchParams({ client_id: clientId, response_type: 'code', ...more });
  return `/sandbox/${era}/site/oauth2/authorize?${query.toString()}`;
}

export function readToken(body: string): string {
  const { access_token: token } = JSON.parse(body) as { access_token?: string };
  if (token === undefined) throw new Error(`No token: ${body.slice(0, 200)}`);
  return token;
}
