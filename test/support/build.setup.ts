/** Brings `dist` up to date, once, before the first test that starts a program from it. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';

export default function setup(): void {
  execFileSync(process.execPath, [path.resolve(import.meta.dirname, '../../build.js')], {
    stdio: 'inherit',
  });
}
