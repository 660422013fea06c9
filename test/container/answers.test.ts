import { beforeAll, expect, it } from '@jest/globals';
import { clientOf } from '../attack/clients.ts';
import { answersToBrowsers } from '../security/support/answers-of-app.ts';
import { answersOfSandbox } from '../security/support/answers-of-sandbox.ts';
import { expectAllHeaders, expectNothingInline } from '../security/support/expect-headers.ts';
import { runAll } from '../security/support/stage.ts';
import type { Browser } from '../support/browser.ts';
import { describeDeployed } from './deployed.ts';

/** Caddy refuses it by itself, before anything of ours has its turn. */
const isForApp = ([what]: readonly [string, ...unknown[]]) => what !== 'bad percent-encoding';

describeDeployed('Every kind of answer', ({ app, visit }) => {
  let visitor: Browser;
  beforeAll(async () => {
    visitor = await runAll(visit());
  });

  const place = () => ({ isHttps: true, client: app().publicUrl, server: 'Caddy' });

  it.each(answersToBrowsers.filter(isForApp))(
    'S30 %s (%i) has every header of S27-S29, and of S23',
    async (what, status, ask) => {
      const page = await ask({ visitor, newBrowser: visit });

      expect(page.status).toBe(status);
      expectAllHeaders(what, page, place());
      expectNothingInline(page);
    },
  );

  it.each(answersOfSandbox.filter(isForApp))(
    'S30 %s (%i) of the sandbox has every header of S27-S29, and of S23',
    async (what, status, ask) => {
      const { clientId, clientSecret } = clientOf('current');
      const base = `${app().publicUrl}/sandbox/current`;
      const credentials = `Basic ${btoa(`${clientId}:${clientSecret}`)}`;
      const page = await ask({ base, credentials, newBrowser: visit });

      expect(page.status).toBe(status);
      expectAllHeaders(what, page, place());
      expectNothingInline(page);
    },
  );

  it('S41 bad percent-encoding is refused by the proxy, in few words and without what was sent', async () => {
    const { status, body } = await visit().get('/cAnArY/%E0%A4%A');

    expect([status, body]).toEqual([400, '400 Bad Request']);
  });
});
