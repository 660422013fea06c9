import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Server, ServerId } from '../../src/bitbucket/servers.ts';
import { standBefore } from '../support/behind-proxy.ts';
import type { Proxy } from '../support/behind-proxy.ts';
import { csrfOf } from '../support/session.ts';
import { readStage } from '../support/stage.ts';
import { openLiveDemo, runLive, TOKEN_ANSWER } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';

const CREDENTIALS = '/client-credentials/authorize';

describe('S60 a consumer that strangers share', () => {
  let demo: LiveDemo;
  let proxy: Proxy;
  beforeAll(async () => {
    const PUBLIC_URL = 'https://demo.example';
    demo = await openLiveDemo({ PUBLIC_URL, TRUSTED_PROXIES: '1', ALLOW_SHARED_CONSUMER: 'true' });
    proxy = standBefore(demo.config.port, PUBLIC_URL);
  });
  afterAll(async () => {
    await proxy.close();
    await demo.close();
  });

  it('S60 is not offered where the client acts for itself, and the page says why', async () => {
    const page = await proxy.newBrowser().get('/client-credentials');

    expect(page.body).not.toContain('authorize?server=bitbucket');
    expect(page.body).toContain('server=sandbox-current');
    expect(page.text).toContain('bitbucket.org Strangers share');
  });

  it('S60 says on the stage that a consumer of one’s own belongs on a machine of one’s own', async () => {
    const page = await proxy.newBrowser().get('/client-credentials?server=bitbucket');

    expect(page.message()).toContain('Strangers share this installation’s consumer');
    expect(page.message()).toContain('http://localhost:3000/oauth-callback, if you configure');
  });

  it('S60 runs no client credentials when it is asked to by name, and sends nothing', async () => {
    const before = demo.bitbucket.received.length;
    for (const path of [
      `${CREDENTIALS}?server=bitbucket`,
      '/authorize?grant=client-credentials&server=bitbucket',
    ]) {
      const page = await proxy.newBrowser().get(path);

      expect(page.status).toBe(400);
      expect(page.text).toMatch(
        /The Client Credentials grant runs here on: the sandbox.* strangers would act with it as the consumer that this installation shares\. Nothing was sent\./,
      );
    }
    expect(demo.bitbucket.received).toHaveLength(before);
  });

  it('S60 leaves client credentials to the sandbox where no server is named', async () => {
    const before = demo.bitbucket.received.length;

    const page = await proxy.newBrowser().open(CREDENTIALS);

    expect(page.body).toContain('app_user');
    expect(demo.bitbucket.received).toHaveLength(before);
  });

  it('S60 still lets each visitor grant access to an account of their own (§4.1)', async () => {
    const browser = proxy.newBrowser();

    const page = await browser.follow(await runLive(browser));

    expect(page.body).toContain('Live Person');
    expect(page.hasButton('Show')).toBe(false);
  });

  it('S60 reveals nothing when it is asked to by hand, neither a token nor an exchange', async () => {
    const browser = proxy.newBrowser();
    const page = await browser.follow(await runLive(browser));
    const _csrf = csrfOf(page);
    const ids = ['x1', 'x2', 'x3', 'x4'];

    for (const entry of ['access-token', ...ids]) {
      const answer = await browser.post('/authorization-code/reveal', { _csrf, entry });

      expect(answer.status).toBe(400);
      expect(answer.text).toMatch(/Nothing of 127\.0\.0\.1:\d+ is revealed here: strangers share/);
      expect(answer.body).not.toContain(TOKEN_ANSWER.access_token);
    }
    const stage = await readStage(browser, '/authorization-code');
    expect(stage.length).toBeGreaterThan(5);
    for (const { body } of stage) {
      expect(body).not.toMatch(/\/reveal|live-access-token-0123456789/);
    }
  });

  it('S60 says so on the home page, and sends nobody’s own consumer here', async () => {
    const text = (await proxy.newBrowser().get('/')).text;

    expect(text).toContain('A consumer is configured, and strangers share it');
    expect(text).toContain('your consumer belongs into a copy on your own machine');
    expect(text).not.toContain('the grants that bitbucket.org still offers run there');
  });
});

describe('S60 a run that was begun before the consumer was shared', () => {
  it('S60 is shown to nobody any more, and can do nothing', async () => {
    const demo = await openLiveDemo();
    try {
      const browser = demo.newBrowser();
      const before = await browser.open(`${CREDENTIALS}?server=bitbucket`);
      const _csrf = csrfOf(before);
      expect(before.body).toContain('Live Person');
      const servers = demo.servers as Map<ServerId, Server>;
      const bitbucket = servers.get('bitbucket') as Server;
      servers.set('bitbucket', { ...bitbucket, isClientShared: true });
      const sent = demo.bitbucket.received.length;

      const page = await browser.get('/client-credentials');
      const call = await browser.post('/client-credentials/call', { _csrf });

      expect(page.body).not.toContain('Live Person');
      expect(call.location).toContain('notice=no-run');
      expect(demo.bitbucket.received).toHaveLength(sent);
    } finally {
      await demo.close();
    }
  });
});
