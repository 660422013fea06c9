import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HOSTED } from '../support/hosted.ts';
import { findFreePort } from '../support/ports.ts';
import { listening, runApp } from '../support/programs.ts';
import { isInstalled } from '../support/start-process.ts';
import { HOST, startCaddy } from './caddy.ts';
import { openVisitors } from './visitors.ts';

const MIN_FLOWS = 100;

const hasCaddy = isInstalled('caddy', 'version');
const describeSticky = hasCaddy ? describe : describe.skip;
const note = hasCaddy ? '' : ' (skipped: caddy not installed)';

describeSticky(`Two processes in memory, and a cookie of Caddy's${note}`, () => {
  let folder = '';
  const closers: (() => Promise<unknown>)[] = [];
  beforeAll(() => void (folder = mkdtempSync(path.join(tmpdir(), 'sticky-'))));
  afterAll(async () => {
    await Promise.all(closers.map((close) => close()));
    rmSync(folder, { recursive: true, force: true });
  });

  /** Half of the whole flows of a hundred visitors, or so, is served by each. */
  async function failuresWith(policy: string): Promise<readonly string[]> {
    const port = await findFreePort();
    const publicUrl = `https://${HOST}:${port}`;
    const startApp = async () => {
      const app = await listening(await runApp({ ...HOSTED, PUBLIC_URL: publicUrl }));
      closers.push(() => app.stop());
      return app.port;
    };
    const upstreams = [await startApp(), await startApp()];
    const caddy = await startCaddy(port, upstreams, folder, { LB_POLICY: policy });
    closers.push(() => caddy.stop());
    const visitors = openVisitors(publicUrl, caddy.ca);
    while (visitors.outcome().flows < MIN_FLOWS) await wait(50);
    const { failures } = await visitors.leave();
    await caddy.stop();
    return failures;
  }

  it('fail none of a hundred whole flows: whoever came to one of them comes back to it', async () => {
    expect(await failuresWith('cookie')).toEqual([]);
  });

  it('fail most of them without it: one does not know what the other began', async () => {
    expect((await failuresWith('round_robin')).length).toBeGreaterThan(MIN_FLOWS / 2);
  });
});
