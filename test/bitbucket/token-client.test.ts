import { describe, expect, it } from '@jest/globals';
import type { Server } from '../../src/bitbucket/servers.ts';
import { bitbucketServer } from '../../src/bitbucket/servers.ts';
import { createTokenClient } from '../../src/bitbucket/token-client.ts';
import { InvalidResponseError, TokenError } from '../../src/errors/errors.ts';
import { WireLog } from '../../src/wire/wire-log.ts';
import type { Sending } from '../../src/wire/send.ts';

const [SERVER] = bitbucketServer({
  bitbucketUrl: 'https://bitbucket.org',
  bitbucketApiUrl: 'https://api.bitbucket.org',
  consumer: { key: 'key', secret: 'secret' },
});

/** Asks for a token; the other side gives this answer. */
async function ask(status: number, body: unknown, headers: [string, string][] = []) {
  const sent: Sending[] = [];
  const client = createTokenClient((sending) => {
    sent.push(sending);
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return Promise.resolve({ status, headers, body: text, exchangeId: 'x1' });
  });
  const request = { grant_type: 'client_credentials' };
  const outcome = await client
    .requestToken(SERVER as Server, request, new WireLog(), 'A')
    .catch((error: unknown) => error);
  return { outcome, sent };
}

describe('The token client', () => {
  it('posts the form to the token endpoint with HTTP Basic (§3.2, §2.3.1)', async () => {
    const { outcome, sent } = await ask(200, { access_token: 'a', token_type: 'bearer' });

    expect(outcome).toMatchObject({ accessToken: 'a' });
    expect(sent).toEqual([
      expect.objectContaining({
        method: 'POST',
        url: 'https://bitbucket.org/site/oauth2/access_token',
        authorization: 'Basic a2V5OnNlY3JldA==',
        form: { grant_type: 'client_credentials' },
      }),
    ]);
  });

  it('hands on why the server refused (§5.2)', async () => {
    const { outcome } = await ask(400, { error: 'invalid_grant', error_description: 'No' });

    expect(outcome).toBeInstanceOf(TokenError);
    expect(outcome).toMatchObject({ code: 'invalid_grant', description: 'No', status: 400 });
  });

  it.each([
    [200, '<html>hello</html>'],
    [200, ''],
    [201, { access_token: 'a', token_type: 'bearer' }],
    [500, '<html>oops</html>'],
    [302, ''],
  ])('takes status %i with %j for no token response (§5.1)', async (status, body) => {
    const { outcome, sent } = await ask(status, body);

    expect(outcome).toBeInstanceOf(InvalidResponseError);
    expect(sent).toHaveLength(1);
  });

  it('names the host that a redirect leads to, and nothing else of it', async () => {
    const { outcome } = await ask(302, '', [['location', 'https://evil.example/p?q=1']]);

    expect((outcome as Error).message).toContain('evil.example.');
    expect((outcome as Error).message).not.toContain('/p');
  });
});
