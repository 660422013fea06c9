import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const TOP = path.resolve(import.meta.dirname, '..', '..');
const PROGRAM = ['--expose-gc', '--import', 'tsx', 'test/load/many-flows.ts'];
const MB = 1024 * 1024;

interface Measured {
  readonly heapBytes: number;
  readonly sockets: number;
  readonly timers: number;
}

describe('R18 memory over many flows', () => {
  it('R18 R20 stays flat from flow 300 to flow 1,500, sockets and timers too; then the process ends by itself', async () => {
    // Its timeout would end it: then it rejects.
    const { stdout } = await promisify(execFile)(process.execPath, [...PROGRAM, '1500'], {
      cwd: TOP,
      env: { PATH: process.env['PATH'] },
      timeout: 60_000,
    });
    const lines = stdout.trim().split('\n');
    const { flows, before, after } = JSON.parse(lines.at(-1) ?? '') as {
      flows: number;
      before: Measured;
      after: Measured;
    };

    expect(flows).toBe(1_500);
    expect(after.heapBytes - before.heapBytes).toBeLessThan(5 * MB);
    expect(after.sockets - before.sockets).toBeLessThan(10);
    expect(after.timers - before.timers).toBeLessThan(10);
  }, 90_000);
});
