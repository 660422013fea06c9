import { describe, expect, it } from '@jest/globals';
import { bitbucketServer } from '../src/bitbucket/servers.ts';
import { describeStart } from '../src/describe-start.ts';
import { clientCredentials } from '../src/grants/client-credentials.ts';
import { tokenExchange } from './grants/support/token-exchange.ts';

const publicUrl = 'http://localhost:3000';
const isShared = false;
const consumer = { key: 'k', secret: 's' };
const grants = [clientCredentials, tokenExchange]; // the second runs on bitbucket.org alone

function serversOf(owned: typeof consumer | undefined) {
  const servers = bitbucketServer({
    bitbucketUrl: 'https://bitbucket.org',
    bitbucketApiUrl: 'https://api.bitbucket.org',
    consumer: owned,
  });
  return new Map(servers.map((server) => [server.id, server]));
}

describe('What a start says', () => {
  it('is where each grant runs, and how to do without bitbucket.org', () => {
    expect(describeStart({ publicUrl, consumer, isShared }, grants, serversOf(consumer))).toBe(
      'Listening on http://localhost:3000 (Client Credentials on bitbucket.org; Token Exchange on bitbucket.org). Empty consumerKey and consumerSecret to use the sandbox only.',
    );
  });

  it('names a grant that runs nowhere here, and what it may need', () => {
    const config = { publicUrl, consumer: undefined, isShared };

    expect(describeStart(config, grants, serversOf(undefined))).toBe(
      'Listening on http://localhost:3000 (Client Credentials nowhere here; Token Exchange nowhere here). To use bitbucket.org, put a consumer’s key and secret into .env or config.json.',
    );
  });

  it('does not ask for a key and a secret with which it would not start, where strangers are', () => {
    const config = { publicUrl: 'https://demo.example', consumer: undefined, isShared: true };

    expect(describeStart(config, grants, serversOf(undefined))).toBe(
      'Listening on https://demo.example (Client Credentials nowhere here; Token Exchange nowhere here). To use bitbucket.org, read of allowSharedConsumer in docs/configuration.md first.',
    );
  });
});
