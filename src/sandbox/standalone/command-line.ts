/** The command line of the sandbox and its environment: each option as its flag, or as its variable. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from '../../process/program-options.ts';
import { describeFault, isOpenToOthers } from '../options/check-options.ts';
import { ALL_OPTIONS } from '../options/command-options.ts';
import type { CreateSandboxOptions } from '../options/create-sandbox-options.ts';
import { type SandboxOption, variableOf } from '../options/option.ts';
import { DEFAULTS } from '../options/defaults.ts';
import { OPTIONS } from '../options/options.ts';

export interface CommandOptions extends CreateSandboxOptions {
  isQuiet: boolean;
  isJson: boolean;
  /** Instead of a sandbox, whatever stands beside it. */
  asks?: 'help' | 'version';
}

const FLAGS: NonNullable<ParseArgsConfig['options']> = {
  ...Object.fromEntries(
    ALL_OPTIONS.map(([, { flag, takes }]) => [flag, { type: takes ? 'string' : 'boolean' }]),
  ),
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
};

/**
 * A flag wins over a variable; an empty variable counts as not set.
 *
 * @throws {UsageError} With the flag or the variable, and what it may be.
 */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv = {}): CommandOptions {
  const { help, version, ...flags } = parse(args);
  const options: CommandOptions = { ...DEFAULTS, isQuiet: false, isJson: false };
  if (help === true) return { ...options, asks: 'help' };
  if (version === true) return { ...options, asks: 'version' };
  for (const [name, option] of ALL_OPTIONS) {
    const value = readFlag(option, flags[option.flag]) ?? readVariable(option, env);
    if (value !== undefined) Object.assign(options, { [name]: value });
  }
  if (isOpenToOthers(options)) {
    const called = flags.host === undefined ? variableOf(OPTIONS.host) : '--host';
    throw new UsageError(
      `${called} is "${options.host?.slice(0, 100)}", where others than this machine could drive the sandbox: ` +
        'give it a --control-token (or SANDBOX_CONTROL_TOKEN), or take --no-control',
    );
  }
  return options;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, strict: true }).values;
  } catch (error) {
    const [sentence = ''] = (error instanceof Error ? error.message : '').split(/\.\s|\n/);
    throw new UsageError(sentence);
  }
}

function readFlag(option: SandboxOption, given: unknown): unknown {
  if (given === true) return option.sets;
  return typeof given === 'string' ? readText(option, `--${option.flag}`, given) : undefined;
}

function readVariable(option: SandboxOption, env: NodeJS.ProcessEnv): unknown {
  const variable = variableOf(option);
  const text = env[variable];
  return text === undefined || text === '' ? undefined : readText(option, variable, text);
}

function readText(option: SandboxOption, called: string, text: string): unknown {
  const value =
    option.sets === undefined ? (option.read?.(text) ?? text) : readSwitch(option.sets, text);
  const fault = describeFault(option, called, value, text);
  if (fault !== undefined) throw new UsageError(fault);
  return value;
}

/** In the environment a switch says whether it is on. */
function readSwitch(sets: boolean, text: string): unknown {
  if (text === 'true') return sets;
  return text === 'false' ? !sets : text;
}
