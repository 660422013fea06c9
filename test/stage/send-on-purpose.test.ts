import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';

const START = '/client-credentials/authorize?server=sandbox-current';
const ALLOWED_TURNS = 120; // see createBudgets

describe('What a mistake needs on the other side', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo({ BUDGET: 'true', TRUSTED_PROXIES: '1' });
  });
  afterAll(() => demo.close());

  it('is charged where it turns the clock, as the button is, and before anything is sent', async () => {
    const browser = demo.newBrowser();
    await browser.open(START);
    const clock = (await browser.get('/sandbox')).form('11 minutes');
    for (let turn = 0; turn < ALLOWED_TURNS - 1; turn += 1) await clock.submit();
    const expire = async () =>
      (await browser.open(`${START}&mistake=expired-token`)).form('Send ').submit();

    const last = await expire();
    const sent = demo.sandboxes.current.requests.length;
    const armed = await browser.open(`${START}&mistake=expired-token`);
    const before = demo.sandboxes.current.requests.length;
    const refused = await armed.form('Send ').submit();

    expect(last.status).toBe(303);
    expect(before).toBeGreaterThan(sent);
    expect(refused.status).toBe(429);
    expect(demo.sandboxes.current.requests.length).toBe(before);
    expect((await browser.get(armed.url)).message()).toContain('Wrong on purpose');
    const other = await browser.open(`${START}&mistake=wrong-secret`);
    expect((await other.form('Send A').submit()).status).toBe(303);
  });
});
