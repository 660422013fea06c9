import { expect, it } from '@jest/globals';
import { HAS_TOKEN, hasToken, runForItself } from '../attack/visitor.ts';
import { GRANTS, runFlow } from '../load/flows.ts';
import { describeServices, untilMissed, untilSeen } from './describe-services.ts';

describeServices('compose.scale.yaml', ['redis-server', 'caddy'], ({ services, visit }) => {
  it.each([...GRANTS.entries()])(
    'run grant %i through TLS, by two apps on one Redis: %s',
    async (turn) => {
      await expect(runFlow(visit(), turn)).resolves.toBeUndefined();
    },
  );

  it('go on with one app killed, and who has begun there has a token still', async () => {
    const browser = visit();
    expect((await runForItself(browser)).announcement()).toContain(HAS_TOKEN);

    for (const gone of ['app', 'app-2']) {
      await services().kill(gone);
      await untilMissed();
      expect(await hasToken(browser)).toBe(true);
      for (const turn of GRANTS.keys()) await runFlow(visit(), turn);
      await services().start(gone);
      await untilSeen();
    }
  });

  it('hold nothing in an app: with the Redis killed, each says so, and both go on when it is back', async () => {
    await services().kill('redis');
    const page = await visit().get('/client-credentials/authorize');
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '5']);

    for (const name of ['redis', 'app', 'app-2']) await services().start(name);
    await untilSeen();
    for (const turn of GRANTS.keys()) await runFlow(visit(), turn);
  });
});
