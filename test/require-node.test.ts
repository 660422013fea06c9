import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { describe, expect, it } from '@jest/globals';

const { engines, scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  engines: { node: string };
  scripts: Record<string, string>;
};
const GUARD = readFileSync('require-node.js', 'utf8');

/** What the guard does where this Node runs it. */
function runOn(version: string): { printed: string; exitCode?: number } {
  const seen: { printed: string; exitCode?: number } = { printed: '' };
  const process = {
    version: `v${version}`,
    versions: { node: version },
    stderr: { write: (text: string) => void (seen.printed += text) },
    exit: (code: number) => void (seen.exitCode = code),
  };
  vm.runInNewContext(GUARD, { process });
  return seen;
}

describe('A Node.js that is too old', () => {
  it.each(['18.20.8', '20.18.3', '16.20.2', '8.17.0', '0.12.18'])(
    'prints one line that says which is needed, and ends with 1: %s',
    (version) => {
      const line = `This needs Node.js 20.19 or newer; v${version} is what runs it. See nodejs.org.\n`;

      expect(runOn(version)).toEqual({ printed: line, exitCode: 1 });
    },
  );

  it.each(['20.19.0', '20.20.2', '22.0.0', '24.21.0', '26.10.0'])(
    'is not one that engines allows: %s',
    (version) => {
      expect(runOn(version)).toEqual({ printed: '' });
      expect(engines.node).toBe('>=20.19.0');
    },
  );

  it('can read the guard: old syntax, and nothing imported before it', () => {
    const code = GUARD.replaceAll(/\/\*[^]*?\*\//g, '');

    expect(code).not.toMatch(/\b(import|const|let|class|async|await)\b|=>|`|\?\.|\?\?|\.\.\./);
    for (const name of ['prestart', 'presandbox']) {
      expect(scripts[name]).toMatch(/^node require-node\.js && /);
    }
  });

  it.each(['dist/server.js', 'dist/sandbox/cli.js'])(
    'meets the guard first in %s, too, and no long line after it',
    (file) => {
      const door = readFileSync(file, 'utf8').replace('#!/usr/bin/env node\n', '');

      expect(door.startsWith(GUARD)).toBe(true);
      expect(door.slice(GUARD.length)).toMatch(/^await import\('\.\/[\w.]+\.js'\);\n$/);
    },
  );

  it('an error prints the line it was thrown in, and none of the bundle is 78 kB long', () => {
    const lines = readFileSync('dist/server.main.js', 'utf8').split('\n');

    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(2_000);
  });
});
