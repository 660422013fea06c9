/** What a stop signal lets go on for seconds: a draining app, a run in flight. And what a second signal cuts short. */
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Browser } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import { consumerAt, TOKEN_PATH } from '../support/live.ts';
import { listening, runApp } from '../support/programs.ts';
import { openScriptedServer } from '../support/scripted-server.ts';
import { until } from './support/until.ts';

const START = '/client-credentials/authorize';
const ON_SANDBOX = `${START}?server=sandbox-current`;

describe('R14 a stop signal', () => {
  it('R14 ends at once when the signal comes a second time', async () => {
    const bitbucket = await openScriptedServer();
    bitbucket.on(TOKEN_PATH, { fault: 'hang' });
    const program = await listening(await runApp(consumerAt(bitbucket.url)));
    try {
      const run = new Browser(program.url).get(START).catch(() => 'cut');
      await until(() => bitbucket.receivedAt(TOKEN_PATH).length === 1);
      program.signal('SIGTERM');
      await until(() =>
        fetch(program.url).then(
          () => false,
          () => true,
        ),
      );
      await wait(600); // sooner, it would be the same Ctrl+C, come by way of npm
      const signalledAt = Date.now();

      program.signal('SIGTERM');

      expect(await program.ended).toBe(1);
      expect(Date.now() - signalledAt).toBeLessThan(5_000); // the run would go on for eight
      expect(await run).toBe('cut');
    } finally {
      await program.stop();
      await bitbucket.close();
    }
  });

  it('R14 with DRAIN_SECONDS says 503 for so long and serves all the rest, each answer the last of its connection', async () => {
    const program = await listening(await runApp({ DRAIN_SECONDS: '3' }));
    try {
      const before = await fetch(`${program.url}/health/ready`);
      expect([before.status, before.headers.get('connection')]).toEqual([200, 'keep-alive']);
      const signalledAt = Date.now();

      program.signal('SIGTERM');
      await until(async () => (await fetch(`${program.url}/health/ready`)).status === 503);

      for (const path of ['/health/live', '/', '/sandbox/current/2.0/user', '/style.css']) {
        const { status, headers } = await fetch(`${program.url}${path}`);
        expect([path, status < 500, headers.get('connection')]).toEqual([path, true, 'close']);
      }
      const browser = new Browser(program.url);
      const run = await browser.open(`${START}?server=sandbox-current`);
      expect([run.status, run.step('API').state]).toEqual([200, 'done']);
      expect(Date.now() - signalledAt).toBeLessThan(3_000); // or all this proves nothing
      expect(await program.ended).toBe(0);
      expect(Date.now() - signalledAt).toBeGreaterThan(2_900);
    } finally {
      await program.stop();
    }
  });

  it('R14 is not kept waiting for balancers by a signal that comes a second time', async () => {
    const program = await listening(await runApp({ DRAIN_SECONDS: '60' }));
    try {
      program.signal('SIGTERM');
      await until(async () => (await fetch(`${program.url}/health/ready`)).status === 503);
      await wait(600);

      program.signal('SIGTERM');

      expect(await program.ended).toBe(1);
    } finally {
      await program.stop();
    }
  });
});

describe('The way from our own server to the sandbox inside', () => {
  it('is closed last: a run in flight comes to its end after the stop signal', async () => {
    const demo = await openDemo();
    const visitor = demo.newBrowser();
    await visitor.open(ON_SANDBOX);
    await visitor.submit(await visitor.get('/sandbox'), '[action="/sandbox/faults"]', {
      fault: 'slow',
      endpoint: 'token',
      era: 'current',
      times: '1',
    });
    const running = visitor.get(ON_SANDBOX);
    const { visitorFaults } = demo.sandboxes.current;
    const mark = visitor.cookies.get('sandbox-visitor')?.value ?? '';
    while ((await visitorFaults.list(mark)).length > 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }

    const closed = demo.close();

    expect((await running).status).toBe(303);
    await closed;
  });
});
