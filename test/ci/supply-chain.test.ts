import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

function run(script: string, args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`.ci/${script}`, ...args], {
    encoding: 'utf8',
    input,
  });
  return { status, said: stdout + stderr };
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
    return run('install-scripts.js', [folder]);
  }

  it('S45 runs nothing: each package with an install script of ours is denied (ASVS 15.2.1)', () => {
    expect(run('install-scripts.js', [])).toEqual({
      status: 0,
      said: expect.stringContaining('all are denied'),
    });
  });

  it.each([
    ['no list', undefined, '@scope/loud, nested'],
    ['one left out', { '@scope/loud': false }, 'nested'],
    ['one allowed', { '@scope/loud': false, nested: true }, 'nested'],
  ])('S45 fails the build with %s, and names the package', (_what, allowScripts, names) => {
    const { status, said } = check(allowScripts);

    expect(status).toBe(1);
    expect(said).toContain(`run a script at install: ${names}.`);
  });

  it('S45 passes once all are denied', () => {
    expect(check({ '@scope/loud': false, nested: false }).status).toBe(0);
  });

  it('stays as it is under npm 10, which drops the `libc` lines of npm 11', () => {
    expect(readFileSync('package-lock.json', 'utf8')).not.toContain('"libc"');
  });

  it('S45 is exact: versions are pinned, the lock has a hash for each and the address of none', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<string, { integrity?: string; resolved?: string }>;
    };
    const pinned = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.values(manifest[kind] ?? {}),
    );
    const locked = Object.entries(packages).filter(([at]) => at !== '');

    expect(pinned.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    expect(locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([]);
    expect(locked.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });
});

describe('S45 the bill of materials', () => {
  const bill = (components: object[], bomFormat = 'CycloneDX') =>
    run('check-sbom.js', [], JSON.stringify({ bomFormat, components }));

  it('S45 fails the build where a package of production is missing, and names it (ASVS 15.1.2)', () => {
    const { status, said } = bill([{ name: 'express', version: '5.3.0' }]);

    expect(status).toBe(1);
    expect(said).toContain('axios@');
    expect(said).not.toContain(' express@');
  });

  it('S45 fails the build where it is none', () => {
    expect(bill([], 'SPDX').status).toBe(1);
  });
});

describe('The last line of the continuous integration', () => {
  it('has the sums of all suites, and counts a part that failed without a test', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'summary-'));
    const write = (name: string, results: object) => {
      writeFileSync(path.join(folder, name), JSON.stringify(results));
      return path.join(folder, name);
    };
    const good = write('a.json', { success: true, numPassedTests: 10, numPendingTests: 1 });
    const bad = write('b.json', { success: false, numPassedTests: 5, numFailedTests: 2 });
    const none = path.join(folder, 'never-written.json');
    const summary = (...args: string[]) => run('summary.js', args).said;
    try {
      expect(summary('0', good, good)).toBe('20 passed, 0 failed, 2 skipped\n');
      expect(summary('1', good, bad)).toBe('15 passed, 2 failed, 1 skipped\n');
      expect(summary('2', good, none)).toBe('10 passed, 2 failed, 1 skipped\n');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
