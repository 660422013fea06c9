import { describe, expect, it } from '@jest/globals';
import { assumptions } from '../../../src/sandbox/assumptions.ts';
import { readOptions } from '../../../src/sandbox/standalone/command-line.ts';
import { ALL_OPTIONS } from '../../../src/sandbox/options/command-options.ts';
import { OPTIONS } from '../../../src/sandbox/options/options.ts';
import { showHelp } from '../../../src/sandbox/options/show-options.ts';

const HELP = showHelp('the-command');

describe('The options of the sandbox', () => {
  it('stand in --help, each, with its default, in lines that a terminal has room for', () => {
    const flags = new Set(HELP.match(/(?<=^  )--[a-z][a-z-]+/gm));
    const options = ALL_OPTIONS.map(([, option]) => option);

    expect([...flags]).toEqual([...options.map(({ flag }) => `--${flag}`), '--help', '--version']);
    for (const flag of flags) expect(() => readOptions([flag])).not.toThrow(/Unknown/);
    const valued = options.filter((one) => one.takes !== undefined && one.default !== undefined);
    for (const { default: value } of valued) expect(HELP).toContain(`(${value})\n`);
    expect(HELP.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });

  it('are named by the assumptions as a reader can use them: the flag, and the member of `createSandbox`', () => {
    const names = new Set(Object.entries(OPTIONS).map(([name, { flag }]) => `--${flag}, ${name}`));
    const named = assumptions.flatMap(({ option }) => option ?? []);

    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((option) => !names.has(option))).toEqual([]);
  });
});
