import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HAS_TOKEN, hasToken, runForItself } from '../attack/visitor.ts';
import { HEALTH_INTERVAL_MS } from '../load/caddy.ts';
import { GRANTS, runFlow } from '../load/flows.ts';
import { openWay } from '../load/visitors.ts';
import { Browser } from '../support/browser.ts';
import { isInstalled } from '../support/start-process.ts';
import { type Engine, openEngine } from './engine.ts';
import { type Scaled, buildScaledImages, startScaled } from './scaled.ts';
import { canRunContainers, note } from './tools.ts';

const MOST_MS_TO_BUILD = 400_000;
const missing = ['redis-server', 'caddy'].filter(
  (program) => !isInstalled(program, program === 'caddy' ? 'version' : '--version'),
);
const why =
  note || (missing.length > 0 ? ` (skipped: ${missing.join(' and ')} not installed)` : '');
const describeScaled = canRunContainers && missing.length === 0 ? describe : describe.skip;

describeScaled(`The four services of compose.scale.yaml, each a container${why}`, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'scaled-'));
  let engine: Engine | undefined;
  let scaled: Scaled | undefined;
  let way: ReturnType<typeof openWay> | undefined;
  beforeAll(async () => {
    engine = await openEngine();
    await buildScaledImages(engine);
    scaled = await startScaled(engine, folder);
    way = openWay(scaled.publicUrl, scaled.ca, '127.0.0.1');
  }, MOST_MS_TO_BUILD);
  afterAll(async () => {
    way?.close();
    await engine?.remove();
    rmSync(folder, { recursive: true });
  });

  const services = () => {
    if (!scaled) throw new Error('They have not started.');
    return scaled;
  };
  const visit = () => new Browser(services().publicUrl, way?.send);
  const turns = Array.from({ length: GRANTS.length }, (_, turn) => turn);

  it.each([...GRANTS.entries()])(
    'run grant %i through TLS, by two apps on one Redis: %s',
    async (turn) => {
      await expect(runFlow(visit(), turn)).resolves.toBeUndefined();
    },
  );

  it('go on with one app killed, and who has begun there has a token still', async () => {
    const all = services();
    const browser = visit();
    expect((await runForItself(browser)).announcement()).toContain(HAS_TOKEN);

    for (const gone of ['app', 'app-2']) {
      await all.kill(gone);
      await wait(2 * HEALTH_INTERVAL_MS); // Caddy knows by then
      expect(await hasToken(browser)).toBe(true);
      for (const turn of turns) await runFlow(visit(), turn);
      await all.start(gone);
      await wait(2 * HEALTH_INTERVAL_MS);
    }
  });

  it('hold nothing in an app: with the Redis killed, each says so, and both go on when it is back', async () => {
    const all = services();
    await all.kill('redis');
    const page = await visit().get('/client-credentials/authorize');
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '5']);

    await engine?.podman('start', 'redis');
    await Promise.all(['app', 'app-2'].map((name) => all.start(name)));
    await wait(2 * HEALTH_INTERVAL_MS);
    for (const turn of turns) await runFlow(visit(), turn);
  });
});
