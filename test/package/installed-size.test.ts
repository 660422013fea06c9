/** What `npm install` brings is held by the lock: what comes with the tests is in packages of their own below `test`. */
import { lstatSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const MB = 2 ** 20;
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, unknown>;
};
const places = Object.keys(lock.packages).filter((place) => place !== '');

/** As `du` counts: in blocks of the disk. What is nested is a place of its own. */
function diskBytesOf(place: string): number {
  const entry = lstatSync(place, { throwIfNoEntry: false }); // nothing: it is of another platform
  const below = entry?.isDirectory() ? readdirSync(place) : [];
  const own = (entry?.blocks ?? 0) * 512;
  const parts = below.filter((name) => name !== 'node_modules');
  return parts.reduce((sum, name) => sum + diskBytesOf(path.join(place, name)), own);
}

describe('What npm install brings', () => {
  it('takes at most 180 MB of the disk', () => {
    const megabytes = places.reduce((sum, place) => sum + diskBytesOf(place), 0) / MB;

    expect(megabytes).toBeLessThanOrEqual(180);
    expect(megabytes).toBeGreaterThan(100); // it was there, and was counted
  });
});
