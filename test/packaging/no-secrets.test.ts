import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { run } from '../support/start-process.ts';

const TOP = path.resolve(import.meta.dirname, '../..');
const SECRET = 'cAnArY-5d1f04b7';

describe('The image is built of a config.json', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'no-secrets-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function check(settings: string) {
    const file = path.join(folder, 'config.json');
    writeFileSync(file, settings);
    const script = 'packaging/image/no-secrets.ts';
    return run([process.execPath, '--import', 'tsx', script, file], { cwd: TOP });
  }

  it('as it comes, with nothing secret in it', async () => {
    const { code, stderr } = await check(readFileSync(path.join(TOP, 'config.json'), 'utf8'));

    expect([code, stderr]).toEqual([0, '']);
  });

  it.each([
    ['consumerSecret', SECRET, 'BITBUCKET_CONSUMER_SECRET'],
    ['sessionSecret', [SECRET, SECRET], 'SESSION_SECRET'],
    ['redisUrl', `redis://:${SECRET}@redis`, 'REDIS_URL'],
  ])('and of none with a secret, which is not repeated: %s', async (name, value, variable) => {
    const { code, stderr } = await check(JSON.stringify({ port: 3000, [name]: value }));

    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^config\\.json: ${name} would .* set ${variable} where`));
    expect(stderr).not.toContain(SECRET);
  });

  it('that has been looked at: the Containerfile takes the file from there', () => {
    const lines = readFileSync(path.join(TOP, 'Containerfile'), 'utf8').split('\n');
    const looks = lines.indexOf('RUN node packaging/image/no-secrets.ts config.json');
    const copies = lines.flatMap((line, at) => (/^COPY .*config\.json/.test(line) ? [at] : []));

    expect(copies.map((at) => lines[at])).toEqual([
      'COPY config.json ./',
      'COPY --from=build /build/config.json ./',
    ]);
    expect(copies[0]).toBe(looks - 1);
  });
});
