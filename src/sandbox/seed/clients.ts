/** The OAuth clients (once: consumers) that are registered from the start. Contract §2. */
import type { Era, GrantTypeName } from '../eras.ts';
import { stableAccountId, stableCredential, stableUuid } from './identifiers.ts';
import { memoizeByObject } from './memoize-by-object.ts';

export interface Client {
  clientId: string;
  clientSecret: string;
  name: string;
  /** Empty: none is configured, and Bitbucket refuses every grant. */
  callbackUrl: string;
  grantTypes: readonly (GrantTypeName | 'implicit')[];
  /** Bitbucket: only a private consumer may use client credentials. */
  isPrivate: boolean;
  scopes: readonly string[];
  /** The slug of the workspace that the client belongs to. */
  workspace: string;
}

export const EVERY_GRANT: Client['grantTypes'] = [
  'authorization_code',
  'implicit',
  'password',
  'client_credentials',
  'refresh_token',
  'urn:bitbucket:oauth2:jwt',
];

/** Of a program on the machine of whoever runs it: on this address any port will do. Contract §1.5, RFC 8252 §7.3 */
export const PROGRAM_CALLBACK = 'http://127.0.0.1/oauth-callback';

const EVERYDAY_SCOPES = ['account', 'email', 'repository', 'pullrequest'];

/** Of what the sandbox lets one change. */
const SCOPES_OF_CHANGES = ['repository:admin', 'repository:delete'];

type Particulars = Partial<Omit<Client, 'clientId' | 'clientSecret' | 'name'>>;

function register(era: Era, name: string, particulars: Particulars): Client {
  const { clientId, clientSecret } = era.credentialLengths;
  return {
    clientId: stableCredential(`${era.name} id ${name}`, clientId),
    clientSecret: stableCredential(`${era.name} secret ${name}`, clientSecret),
    name,
    callbackUrl: 'https://client.example/callback',
    grantTypes: EVERY_GRANT,
    isPrivate: true,
    scopes: ['account', 'repository'],
    workspace: 'analytical-engines',
    ...particulars,
  };
}

/** The first is the one for everyday use; each other one shows a way to be refused. */
export function seedClients(era: Era, callbackUrl: string): Client[] {
  return [
    register(era, 'OAuth 2.0 grants demo', {
      callbackUrl,
      scopes: [...EVERYDAY_SCOPES, ...SCOPES_OF_CHANGES],
    }),
    register(era, 'Another client', { workspace: 'paper-lanterns' }),
    register(era, 'Client without a callback', { callbackUrl: '' }),
    register(era, 'Public client on a loopback address', {
      callbackUrl: 'http://127.0.0.1/callback',
      isPrivate: false,
    }),
    register(era, 'Public client', { callbackUrl, isPrivate: false }),
    register(era, 'Client for machines only', {
      grantTypes: ['client_credentials', 'refresh_token'],
    }),
    register(era, 'Client for people only', {
      grantTypes: ['authorization_code', 'refresh_token'],
    }),
    register(era, 'Client that writes', {
      callbackUrl,
      scopes: [
        'account',
        'email',
        'project',
        'pullrequest:write',
        'repository:write',
        'repository:admin',
        'repository:delete',
        'webhook',
        'snippet',
      ],
    }),
    register(era, 'Program on your machine', {
      callbackUrl: PROGRAM_CALLBACK,
      scopes: EVERYDAY_SCOPES,
    }),
  ];
}

/** Whom a client acts as with its own credentials, since 2026. */
export const appUserOf = memoizeByObject(({ clientId }: Client) => ({
  uuid: stableUuid(`app_user ${clientId}`),
  accountId: stableAccountId(`app_user ${clientId}`),
}));
