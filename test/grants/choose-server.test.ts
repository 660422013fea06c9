import { describe, expect, it } from '@jest/globals';
import type { Server, ServerId } from '../../src/bitbucket/servers.ts';
import { InvalidRequestError } from '../../src/errors/errors.ts';
import { authorizationCode } from '../../src/grants/authorization-code.ts';
import { availableServers } from '../../src/bitbucket/available-servers.ts';
import { chooseServer } from '../../src/grants/choose-server.ts';
import { implicit } from '../../src/grants/implicit.ts';
import { resourceOwnerPassword } from '../../src/grants/resource-owner-password.ts';
import { tokenExchange } from './support/token-exchange.ts';

function serversOf(...ids: ServerId[]): Map<ServerId, Server> {
  const authorizationEndpoint = 'https://as.example/authorize';
  return new Map(ids.map((id) => [id, { id, name: id, authorizationEndpoint } as Server]));
}

const ALL = serversOf('bitbucket', 'sandbox-current', 'sandbox-legacy');
const SANDBOX = serversOf('sandbox-current', 'sandbox-legacy');

describe('Choosing a server', () => {
  it('takes the first of those that the grant names and that are there', () => {
    expect(chooseServer(authorizationCode, ALL, undefined).id).toBe('bitbucket');
    expect(chooseServer(authorizationCode, SANDBOX, undefined).id).toBe('sandbox-current');
    expect(chooseServer(implicit, ALL, undefined).id).toBe('sandbox-legacy');
  });

  it('takes the one that is wanted', () => {
    expect(chooseServer(authorizationCode, ALL, 'sandbox-legacy').id).toBe('sandbox-legacy');
  });

  it.each(['sandbox-current', 'bitbucket', '', 'toString'])(
    'refuses %j for the password grant: it runs on the legacy sandbox alone',
    (wanted) => {
      expect(() => chooseServer(resourceOwnerPassword, ALL, wanted)).toThrow(InvalidRequestError);
      expect(availableServers(resourceOwnerPassword, ALL).map(({ id }) => id)).toEqual([
        'sandbox-legacy',
      ]);
    },
  );

  it('says so of a grant that runs nowhere here', () => {
    expect(() => chooseServer(tokenExchange, SANDBOX, undefined)).toThrow(
      'The Token Exchange grant runs nowhere here. Nothing was sent.',
    );
  });
});
