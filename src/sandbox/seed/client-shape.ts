/** What a client looks like in a seed file and over HTTP. Contract §2, §3 */
import * as z from 'zod/mini';
import { findCallbackFault } from '../authorization-server/callback-url.ts';
import type { Era } from '../eras.ts';
import { scopeNames } from '../scopes.ts';
import { type Client, EVERY_GRANT } from './clients.ts';
import { stableCredential } from './identifiers.ts';
import { slug, text } from './seed-shapes.ts';

const credential = z
  .string()
  .check(z.regex(/^[\x21-\x39\x3b-\x7e]{1,200}$/, 'visible ASCII, no colon'));
/** A Connect app has to be said to be one. */
const WITH_A_SECRET = EVERY_GRANT.filter((name) => name !== 'urn:bitbucket:oauth2:jwt');

const callback = z.string().check(
  z.superRefine((url, context) => {
    const fault = findCallbackFault(url);
    if (fault !== undefined) context.addIssue(`${quote(url)} ${fault}`);
  }),
);

const scope = z.string().check(
  z.superRefine((name, context) => {
    if (scopeNames.includes(name)) return;
    context.addIssue(`${quote(name)} is no scope of Bitbucket; there are ${scopeNames.join(', ')}`);
  }),
);

/** @param callbackUrl Of a client that names none. */
export function clientShape(era: Era, callbackUrl: string) {
  const lengths = era.credentialLengths;
  const given = z.strictObject({
    name: text,
    clientId: z.optional(credential),
    clientSecret: z.optional(credential),
    callbackUrl: z._default(callback, callbackUrl),
    grantTypes: z._default(z.array(z.enum(EVERY_GRANT)), [...WITH_A_SECRET]),
    isPrivate: z._default(z.boolean(), true),
    scopes: z._default(z.array(scope), ['account', 'email', 'repository', 'pullrequest']),
    workspace: z._default(slug, 'analytical-engines'),
  });
  return z.pipe(
    given,
    z.transform(({ clientId, clientSecret, ...rest }): Client => ({
      ...rest,
      clientId: clientId ?? stableCredential(`${era.name} id ${rest.name}`, lengths.clientId),
      clientSecret:
        clientSecret ?? stableCredential(`${era.name} secret ${rest.name}`, lengths.clientSecret),
    })),
  );
}

/** Bitbucket: the name is "unique, required". One with the same id is replaced, whatever its name. */
export function findNamesakeFault(client: Client, others: readonly Client[]): string | undefined {
  const { name, clientId } = client;
  const namesake = others.find((other) => other.name === name && other.clientId !== clientId);
  if (!namesake) return undefined;
  return `name: ${quote(name)} is taken by the client ${namesake.clientId}; choose another, or send its clientId to replace it`;
}

function quote(value: string): string {
  return JSON.stringify(value.slice(0, 100));
}
