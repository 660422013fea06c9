/** The registry: the one place that lists the grants, in the order in which they are shown. */
import { authorizationCode } from './authorization-code.ts';
import { clientCredentials } from './client-credentials.ts';
import type { Grant } from './grant.ts';
import { implicit } from './implicit.ts';
import { resourceOwnerPassword } from './resource-owner-password.ts';

export const grants: readonly Grant[] = [
  authorizationCode,
  implicit,
  resourceOwnerPassword,
  clientCredentials,
];
