import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';

describe('The origins that a script may call', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo({ BITBUCKET_CONSUMER_KEY: 'abcd', BITBUCKET_CONSUMER_SECRET: 'efgh' });
  });
  afterAll(() => demo.close());

  async function connectSrcOf(path: string): Promise<string | undefined> {
    const page = await demo.newBrowser().get(path);
    return /connect-src ([^;]*)/.exec(page.headers.get('content-security-policy') ?? '')?.[1];
  }

  it('are our own and the API where the implicit grant calls it (S27)', async () => {
    expect(demo.servers.has('bitbucket')).toBe(true);
    expect(await connectSrcOf('/oauth-callback')).toBe("'self' https://api.bitbucket.org");
    expect(await connectSrcOf('/implicit/oauth-callback')).toBe("'self' https://api.bitbucket.org");
  });

  it.each(['/', '/implicit', '/authorization-code', '/nope'])(
    'are our own alone on %s (S27)',
    async (path) => {
      expect(await connectSrcOf(path)).toBe("'self'");
    },
  );
});
