import { describe, expect, it } from '@jest/globals';
import { Browser } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import { findFreePort, forgetConnections } from '../support/ports.ts';
import { decideAtSandbox, openConsent } from '../support/resource-owner.ts';

describe('R13 a restart in the middle of a run', () => {
  it.each([
    ['a secret of its own', {}],
    ['the configured secret', { SESSION_SECRET: 'kept-over-restarts-0123456789abcdef' }],
  ])(
    'R13 with %s: the answer finds a page that says to start again, not a fault',
    async (_what, env) => {
      const port = String(await findFreePort());
      const first = await openDemo({ PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}`, ...env });
      const browser = new Browser(first.url);
      const answer = await decideAtSandbox(browser, '/authorization-code/authorize');
      await first.close();
      const second = await openDemo({ PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}`, ...env });
      try {
        await forgetConnections(second.url);
        const page = await browser.get(answer.location ?? '');

        expect(page.status).toBe(400);
        expect(page.body).toContain('restarted');
        expect(page.body).toContain('start again');
        const posts = second.sandboxes.current.requests.filter(({ method }) => method === 'POST');
        expect(posts).toEqual([]);
      } finally {
        await second.close();
      }
    },
  );

  it('R13 before the consent: the sandbox says to start again, not a fault', async () => {
    const port = String(await findFreePort());
    const first = await openDemo({ PORT: port });
    const browser = new Browser(first.url);
    const consent = await openConsent(browser, '/authorization-code/authorize');
    await first.close();
    const second = await openDemo({ PORT: port });
    try {
      await forgetConnections(second.url);
      const page = await browser.submit(consent, '[name=decision]', { decision: 'grant' });

      expect(page.status).toBe(400);
      expect(page.body).toContain('restarted');
      expect(page.body).toContain('start again');
    } finally {
      await second.close();
    }
  });
});
