/** How often a visitor may ask the API by way of the explorer, where strangers share the app: until there are too many. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { standBefore } from '../support/behind-proxy.ts';
import type { Proxy } from '../support/behind-proxy.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { HOSTED } from '../support/hosted.ts';
import { runToResult } from '../support/resource-owner.ts';
import { formOf } from './support/explorer.ts';

const GRANT = '/authorization-code';

describe('The API explorer where strangers share the app', () => {
  let demo: TestDemo;
  let proxy: Proxy;
  beforeAll(async () => {
    demo = await openDemo(HOSTED);
    proxy = standBefore(demo.config.port, HOSTED.PUBLIC_URL);
  });
  afterAll(async () => {
    await proxy.close();
    await demo.close();
  });

  it('has a share of calls for each visitor, and says when there are more', async () => {
    const browser = proxy.newBrowser();
    await runToResult(browser, `${GRANT}/authorize?pace=through&server=sandbox-current`);
    const form = formOf(await browser.get(`${GRANT}?step=API&call=user`));

    let refused = await form.submit();
    for (let call = 0; call < 110 && refused.status === 303; call += 1)
      refused = await form.submit();

    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
