import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';

describe('Client Credentials Grant (RFC 6749 §4.4)', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  it('acts as an app_user, without a refresh token, in the current era (A, B, §4.4.3)', async () => {
    const page = await demo.newBrowser().open('/client-credentials/authorize');

    expect(page.url).toBe(`${demo.url}/client-credentials?run=1&step=API#stage`);
    expect(page.announcement()).toContain('You have an access token.');
    expect(page.table('User')).toContainEqual(['Type', 'app_user']);
    expect(page.hasButton('Refresh')).toBe(false);
    expect(page.body).not.toContain('Ada Example');
  });

  it('acts as the owner of the consumer, with a refresh token, in the legacy era', async () => {
    const page = await demo
      .newBrowser()
      .open('/client-credentials/authorize?server=sandbox-legacy');

    expect(page.message()).toContain('Ada Example');
    expect(page.table('User')).not.toContainEqual(['Type', 'app_user']);
    expect(page.form('Refresh').action).toBe(`${demo.url}/client-credentials/refresh`);
  });

  it('sends its own credentials and nothing else (A, §4.4.2)', async () => {
    await demo.newBrowser().open('/client-credentials/authorize');

    const requests = demo.sandboxes.current.requests.filter(({ method }) => method === 'POST');
    expect(requests.at(-1)?.form).toEqual({ grant_type: 'client_credentials' });
  });

  it('has nothing that could come back through the browser (§4.4)', async () => {
    const before = demo.sandboxes.current.requests.length;

    const page = await demo.newBrowser().get('/client-credentials/oauth-callback?code=c&state=s');

    expect(page.status).toBe(400);
    expect(page.body).toContain('nothing comes back through the browser');
    expect(demo.sandboxes.current.requests).toHaveLength(before);
  });
});
