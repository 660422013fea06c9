import { describe, expect, it } from '@jest/globals';
import { Browser } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import { behave, consumerAt, openLiveDemo, TOKEN_ANSWER, TOKEN_PATH } from '../support/live.ts';
import { listening, runApp } from '../support/programs.ts';
import { openSocket } from '../support/raw.ts';
import { until } from './support/until.ts';
import { json, openScriptedServer } from '../support/scripted-server.ts';
import type { Answer } from '../support/scripted-server.ts';

const START = '/client-credentials/authorize';

/** A door that holds everybody until it is opened. */
function openGate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open: () => open(), opened };
}

describe('R14 a stop signal', () => {
  it('R14 lets 50 requests finish, cuts 50 idle connections, says 503 first and exits with 0', async () => {
    const gate = openGate();
    const bitbucket = await openScriptedServer();
    behave(bitbucket);
    bitbucket.on(TOKEN_PATH, async (): Promise<Answer> => {
      await gate.opened;
      return json(TOKEN_ANSWER);
    });
    const program = await listening(await runApp(consumerAt(bitbucket.url)));
    try {
      const runs = Array.from({ length: 50 }, () => new Browser(program.url).get(START));
      const idle = Array.from({ length: 50 }, () => openSocket(program.url));
      for (const { socket } of idle)
        socket.write('GET /healthcheck HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
      const late = openSocket(program.url); // in the middle of its request when the signal comes
      late.socket.write('GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\n');
      const first = openSocket(program.url);
      first.socket.write(
        'GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n',
      );
      await until(() => bitbucket.receivedAt(TOKEN_PATH).length === 50);
      expect(await first.ended).toContain('HTTP/1.1 200');

      program.signal('SIGTERM');
      await Promise.all(idle.map(({ ended }) => ended)); // they are closed at once
      await until(() =>
        fetch(program.url).then(
          () => false,
          () => true,
        ),
      ); // nobody new comes in
      late.socket.write('\r\n');
      expect(await late.ended).toMatch(/^HTTP\/1\.1 503[^]*"status":"fail"/);
      gate.open();

      const pages = await Promise.all(runs);
      expect(pages.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 303));
      expect(await program.ended).toBe(0);
      expect(program.stderr()).toBe('');
    } finally {
      await program.stop();
      await bitbucket.close();
    }
  });

  it('R14 tells those who wait for an answer, too, that it is the last of their connection', async () => {
    const demo = await openLiveDemo();
    const gate = openGate();
    demo.bitbucket.on(TOKEN_PATH, async (): Promise<Answer> => {
      await gate.opened;
      return json(TOKEN_ANSWER);
    });
    const run = demo.newBrowser().get(START);
    await until(() => demo.tokenRequests().length === 1);

    const closed = demo.close();
    gate.open();

    expect((await run).headers.get('connection')).toBe('close');
    await closed;
  });

  it('R14 cuts what is stuck when its time is over', async () => {
    const demo = await openLiveDemo({}, { drainMs: 100 });
    demo.bitbucket.on(TOKEN_PATH, { fault: 'hang' });
    const run = demo
      .newBrowser()
      .get(START)
      .catch(() => 'cut');
    await until(() => demo.tokenRequests().length === 1);

    await demo.close();

    expect(await run).toBe('cut');
  });

  it('R14 is quick when nothing is under way', async () => {
    const demo = await openDemo();
    await fetch(demo.url); // leaves an idle connection behind
    const closedAt = Date.now();

    await demo.close();

    expect(Date.now() - closedAt).toBeLessThan(5_000); // those who wait for somebody wait for eight
  });
});
