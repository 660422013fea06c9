import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PACKAGES } from '../checks/packages.ts';
import { run } from '../support/start-process.ts';

/** Ours, and what comes with the tests: see `test/checks`. */
const FOLDERS = ['.', ...PACKAGES.map((name) => `test/${name}`)];

async function runScript(script: string, args: readonly string[], input = '') {
  const command = [process.execPath, `.ci/${script}`, ...args];
  const { code, stdout, stderr } = await run(command, {}, input);
  return { code, said: stdout + stderr };
}

describe('S45 what is installed', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'supply-chain-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function check(allowScripts: object | undefined) {
    const lock = {
      packages: {
        '': { name: 'x' },
        'node_modules/quiet': { version: '1.0.0' },
        'node_modules/@scope/loud': { version: '1.0.0', hasInstallScript: true },
        'node_modules/quiet/node_modules/nested': { version: '2.0.0', hasInstallScript: true },
      },
    };
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ allowScripts }));
    writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify(lock));
    return runScript('install-scripts.js', [folder]);
  }

  it.each(FOLDERS)(
    'S45 runs nothing: each package with an install script of ours is denied (ASVS 15.2.1): %s',
    async (at) => {
      expect(await runScript('install-scripts.js', [at])).toEqual({
        code: 0,
        said: expect.stringContaining('all are denied'),
      });
    },
  );

  it.each([
    ['no list', undefined, '@scope/loud, nested'],
    ['one left out', { '@scope/loud': false }, 'nested'],
    ['one allowed', { '@scope/loud': false, nested: true }, 'nested'],
  ])('S45 fails the build with %s, and names the package', async (_what, allowScripts, names) => {
    const { code, said } = await check(allowScripts);

    expect(code).toBe(1);
    expect(said).toContain(`run a script at install: ${names}.`);
  });

  it('S45 passes once all are denied', async () => {
    expect(await check({ '@scope/loud': false, nested: false })).toMatchObject({ code: 0 });
  });

  it.each(FOLDERS)(
    'stays as it is under npm 10, which drops the `libc` lines of npm 11: %s',
    (at) => {
      expect(readFileSync(path.join(at, 'package-lock.json'), 'utf8')).not.toContain('"libc"');
    },
  );

  it.each(FOLDERS)('is refused to a Node that is too old, and names no registry: %s', (at) => {
    const settings = readFileSync(path.join(at, '.npmrc'), 'utf8').trim().split('\n');

    expect(settings).toContain('engine-strict=true');
    expect(settings.filter((one) => /registry\b(?!-resolved)|_auth/i.test(one))).toEqual([]);
  });

  it.each(FOLDERS)(
    'S45 is exact: versions are pinned, the lock has a hash for each and the address of none: %s',
    (at) => {
      const manifest = JSON.parse(readFileSync(path.join(at, 'package.json'), 'utf8')) as Record<
        string,
        Record<string, string>
      >;
      const { packages } = JSON.parse(readFileSync(path.join(at, 'package-lock.json'), 'utf8')) as {
        packages: Record<string, { integrity?: string; resolved?: string }>;
      };
      const pinned = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
        Object.values(manifest[kind] ?? {}),
      );
      const locked = Object.entries(packages).filter(([key]) => key !== '');

      expect(pinned.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
      expect(locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([]);
      expect(locked.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
    },
  );
});

describe('S45 the bill of materials', () => {
  const bill = (components: object[], bomFormat = 'CycloneDX') =>
    runScript('check-sbom.js', [], JSON.stringify({ bomFormat, components }));

  it('S45 fails the build where a package of production is missing, and names it (ASVS 15.1.2)', async () => {
    const { code, said } = await bill([{ name: 'express', version: '5.3.0' }]);

    expect(code).toBe(1);
    expect(said).toContain('axios@');
    expect(said).not.toContain(' express@');
  });

  it('S45 fails the build where it is none', async () => {
    expect(await bill([], 'SPDX')).toMatchObject({ code: 1 });
  });
});

describe('The last line of the continuous integration', () => {
  it('has the sums of all suites, and counts a part that failed without a test', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'summary-'));
    const write = (name: string, results: object) => {
      writeFileSync(path.join(folder, name), JSON.stringify(results));
      return path.join(folder, name);
    };
    const good = write('a.json', { success: true, numPassedTests: 10, numPendingTests: 1 });
    const bad = write('b.json', { success: false, numPassedTests: 5, numFailedTests: 2 });
    const none = path.join(folder, 'never-written.json');
    const summary = async (...args: string[]) => (await runScript('summary.js', args)).said;
    try {
      expect(await summary('0', good, good)).toBe('20 passed, 0 failed, 2 skipped\n');
      expect(await summary('1', good, bad)).toBe('15 passed, 2 failed, 1 skipped\n');
      expect(await summary('2', good, none)).toBe('10 passed, 2 failed, 1 skipped\n');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
