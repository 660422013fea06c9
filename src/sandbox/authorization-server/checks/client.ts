/** Who asks? RFC 6749 §4.1.1 `client_id` */
import type { Directory } from '../../directory.ts';
import { PageError } from '../../errors.ts';
import type { Parameters } from '../../http/parameters.ts';
import type { Client } from '../../seed/clients.ts';

/** Bitbucket: the sentence under every fault that only the client's developer can mend. */
export const MISCONFIGURED =
  'This integration is misconfigured. Contact the vendor for assistance.';

/** @throws {PageError} No such client: a page and no redirect. RFC 6749 §4.1.2.1 */
export function identifyClient(parameters: Parameters, directory: Directory): Client {
  const clientId = parameters.get('client_id');
  const client = clientId === undefined ? undefined : directory.findClient(clientId);
  if (client) return client;
  throw new PageError('Invalid client_id', MISCONFIGURED, {
    hint:
      clientId === undefined
        ? 'The request carries no client_id.'
        : 'No client with this client_id is registered in this sandbox. The two eras have different clients.',
  });
}
