import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { isInstalled, run } from '../support/start-process.ts';

const UNIT = './deploy/bitbucket-oauth-grants.service';
const hasSystemd = isInstalled('systemd-analyze');
const describeSystemd = hasSystemd ? describe : describe.skip;
const note = hasSystemd ? '' : ' (skipped: systemd-analyze not installed)';

describeSystemd(`The unit of systemd${note}`, () => {
  it('is one, with nothing that systemd does not know', async () => {
    expect(await run(['systemd-analyze', 'verify', UNIT])).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });

  it('leaves the app few ways out: an exposure below 5 of 10', async () => {
    const { stdout } = await run(['systemd-analyze', 'security', '--offline=true', UNIT]);
    const [, exposure] = /Overall exposure level for \S+: ([\d.]+)/.exec(stdout) ?? [];

    expect(Number(exposure)).toBeLessThan(5);
  });
});

describe('The unit of systemd, as it is written', () => {
  it('starts what `npm start` starts, and waits for its end', () => {
    const unit = readFileSync(UNIT, 'utf8');
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };

    expect(scripts['start']).toBe('exec node dist/server.js');
    expect(unit).toMatch(/^ExecStart=\/usr\/bin\/env node dist\/server\.js$/m);
    expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(8);
  });
});
