/** Proof Key for Code Exchange, RFC 7636. */
import type { Statement } from './statement.ts';
import * as source from './sources.ts';

export const pkce = [
  {
    id: 'pkce-verifier',
    about: 'PKCE',
    claim:
      'Bitbucket takes the challenge and does not check it: a wrong verifier was accepted in a try of 2026-10-07. What protects the code there is the secret.',
    status: 'seen',
    asOf: '2026-10',
    sources: [source.DEPLOYMENT_MODES, source.PKCE_REQUEST],
    note: 'One try. Atlassian’s pages do not mention PKCE. Send it all the same: it costs nothing, and may be checked one day.',
    tryIt: 'pkce-verifier',
    sandbox: {
      current: 'S256 is checked, unless it was started with `--pkce ignore`',
      legacy: 'S256 is checked, unless it was started with `--pkce ignore`',
    },
  },
  {
    id: 'pkce-needs-secret',
    about: 'PKCE without a secret',
    claim:
      'The token endpoint asks for the secret even with PKCE: an exchange without it failed. An app that runs in the browser alone needs a small server behind it.',
    status: 'seen',
    asOf: '2026-10',
    sources: [source.DEPLOYMENT_MODES, source.LOOPBACK_PORTS, source.PKCE_REQUEST],
  },
] as const satisfies readonly Statement[];
