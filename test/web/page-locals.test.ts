import { describe, expect, it } from '@jest/globals';
import { openDemo } from '../support/demo.ts';
import { HOSTED } from '../support/hosted.ts';
import { sendRaw } from '../support/raw.ts';

describe('Where to register a callback', () => {
  it('is the configured one, whatever the port, on the home page', async () => {
    const demo = await openDemo();
    const home = await demo.newBrowser().get('/');
    await demo.close();

    expect(home.body).toContain(`<code>${demo.url}/oauth-callback</code>`);
    expect(home.body).not.toContain('localhost:3000');
  });

  it('is one on the visitor’s own machine where strangers use the app', async () => {
    const demo = await openDemo(HOSTED);
    const { body } = await sendRaw(demo.url, { path: '/', headers: { Host: 'demo.example' } });
    const page = await sendRaw(demo.url, {
      path: '/authorization-code',
      headers: { Host: 'demo.example' },
    });
    await demo.close();

    expect(body).toContain('your consumer belongs into a copy on your own machine');
    expect(body).toContain('<code>http://localhost:3000/oauth-callback</code>, if you configure');
    expect(body).toContain('(Here it is <code>https://demo.example/oauth-callback</code>.)');
    expect(page.body).toContain('so nothing leaves this server');
  });
});
