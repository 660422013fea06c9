import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { install } from './packages.ts';

/** In the place of npm: takes down what it was asked for. */
const NPM = `
  const fs = require('node:fs');
  fs.mkdirSync('node_modules', { recursive: true });
  fs.appendFileSync('asked', process.argv.slice(2).join(' ') + '\\n');`;

describe('What only tests need', () => {
  let top = '';
  let said = '';
  const at = (file: string) => path.join(top, file);
  beforeEach(() => {
    top = mkdtempSync(path.join(os.tmpdir(), 'packages-'));
    mkdirSync(at('lint'));
    writeFileSync(at('lint/package.json'), '{ "devDependencies": { "one": "1.0.0" } }');
    writeFileSync(at('lint/package-lock.json'), '{}');
    writeFileSync(at('npm.cjs'), NPM);
    process.env['npm_execpath'] = at('npm.cjs');
    said = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(top, { recursive: true });
  });

  it('is installed once, by its lock and without its scripts, and is named before', () => {
    expect([install('lint', top), install('lint', top)]).toEqual([true, true]);

    expect(readFileSync(at('lint/asked'), 'utf8')).toBe('ci --ignore-scripts --no-audit\n');
    expect(said).toBe('Once, for the tests: npm ci in test/lint (one)\n');
  });

  it('is installed anew when its lock has changed', () => {
    install('lint', top);
    writeFileSync(at('lint/package-lock.json'), '{ "packages": {} }');
    install('lint', top);

    expect(readFileSync(at('lint/asked'), 'utf8').trim().split('\n')).toHaveLength(2);
  });

  it('is told missing where it cannot be had, and tried again the next time', () => {
    writeFileSync(at('npm.cjs'), `${NPM} process.exit(1);`);

    expect([install('lint', top), install('lint', top)]).toEqual([false, false]);
    expect(readFileSync(at('lint/asked'), 'utf8').trim().split('\n')).toHaveLength(2);
    expect(existsSync(at('lint/node_modules/.installed-lock.json'))).toBe(false);
  });
});
