/** config.json and the environment, read once into one frozen object; every fault is reported by name. */
import { findContradictions } from './contradictions.ts';
import { ConfigError } from '../errors/errors.ts';
import { isLoopbackUrl } from '../http/loopback.ts';
import { readConfigFile } from './settings-files.ts';
import { isPlaceholder, SETTINGS, VARIABLES } from './settings.ts';
import type { SettingName, Settings } from './settings.ts';

export interface Config extends Omit<Settings, 'budget' | 'consumerKey' | 'consumerSecret'> {
  readonly host: string;
  /** Where browsers reach the app: an origin, in the one spelling that browsers send. */
  readonly publicUrl: string;
  /** The redirection URI, RFC 6749 §3.1.2. Bitbucket: the consumer's callback URL. */
  readonly callbackUrl: string;
  /** Absent when everything runs on the sandbox. Bitbucket: the consumer's key and secret. */
  readonly consumer: { readonly key: string; readonly secret: string } | undefined;
  readonly isProduction: boolean;
  /** Strangers use it: where browsers reach it is not this machine. */
  readonly isShared: boolean;
  /** Nobody may use up what is there for all visitors. */
  readonly budget: boolean;
}

interface Raw {
  /** Values as found, by setting. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Where each was found, for messages: `config.json: port`, `PORT`. */
  readonly origins: ReadonlyMap<string, string>;
}

/**
 * @param file Path of config.json. May be missing: then the defaults hold.
 * @param earlierFaults What was found before, of .env: so that all are told at once.
 * @throws {ConfigError} With every fault, none of the values.
 */
export function loadConfig(
  file: string,
  env: NodeJS.ProcessEnv,
  earlierFaults: readonly string[] = [],
): Config {
  const { content, faults: faultsOfFile } = readConfigFile(file);
  const faults = [...earlierFaults, ...faultsOfFile];
  const isComplete = faults.length === 0; // half of the settings would contradict each other
  const raw = collect(content, env, faults);
  faults.push(...findUnknown(raw));
  const { settings, faulty } = parseSettings(raw, faults);
  const publicUrl = settings.publicUrl ?? `http://localhost:${settings.port}`;
  const resolved = {
    ...settings,
    publicUrl,
    callbackUrl: settings.callbackUrl ?? `${publicUrl}/oauth-callback`,
    host: settings.host ?? (isLoopbackUrl(publicUrl) ? 'localhost' : '0.0.0.0'),
    isProduction: env['NODE_ENV'] === 'production',
    budget: settings.budget ?? !isLoopbackUrl(publicUrl),
  };
  if (isComplete) faults.push(...findContradictions(resolved, faulty));
  if (faults.length > 0) throw new ConfigError(faults);
  const { consumerKey, consumerSecret, ...rest } = resolved;
  const hasConsumer = !isPlaceholder(consumerKey) && !isPlaceholder(consumerSecret);
  const consumer = hasConsumer ? { key: consumerKey, secret: consumerSecret } : undefined;
  return Object.freeze({ ...rest, consumer, isShared: !isLoopbackUrl(publicUrl) });
}

/** A setting as it stands there, a good one or not: for whoever looks what is wrong with it. Nobody prints it. */
export function findSetting(file: string, env: NodeJS.ProcessEnv, name: SettingName): string {
  const value = collect(readConfigFile(file).content, env, []).values[name];
  return typeof value === 'string' ? value : '';
}

/** Merges both sources. An empty text counts as not set. */
function collect(content: unknown, env: NodeJS.ProcessEnv, faults: string[]): Raw {
  const isObject = typeof content === 'object' && content !== null && !Array.isArray(content);
  if (!isObject) faults.push('config.json must hold one object, in braces.');
  const values = new Map<string, unknown>();
  const origins = new Map<string, string>();
  const add = (name: string, value: unknown, origin: string) => {
    if (value === undefined || value === '') return;
    values.set(name, value);
    origins.set(name, origin);
  };
  for (const [name, value] of Object.entries(isObject ? content : {}))
    add(name, value, `config.json: ${name}`);
  for (const [name, variable] of Object.entries(VARIABLES)) add(name, env[variable], variable);
  return { values: Object.fromEntries(values), origins };
}

function findUnknown(raw: Raw): string[] {
  return Object.keys(raw.values)
    .filter((name) => !Object.hasOwn(SETTINGS, name))
    .map((name) => {
      const known = Object.keys(SETTINGS).join(', ');
      return `config.json: ${name} is not a setting. The settings are ${known}.`;
    });
}

/** Parses each setting by itself, so that one fault does not hide another; a faulty one takes its default. */
function parseSettings(raw: Raw, faults: string[]) {
  const faulty = new Set<string>();
  const parse = <T>(name: string, schema: { safeParse(value: unknown): ParseResult<T> }) => {
    const result = schema.safeParse(raw.values[name]);
    if (result.success) return result.data;
    faulty.add(name);
    faults.push(`${raw.origins.get(name)} ${result.error.issues[0]?.message}.`);
    return schema.safeParse(undefined).data;
  };
  const settings = Object.fromEntries(
    Object.entries(SETTINGS).map(([name, schema]) => [name, parse<unknown>(name, schema)]),
  ) as Settings;
  return { settings, faulty };
}

type ParseResult<T> =
  | { success: true; data: T }
  | { success: false; data?: undefined; error: { issues: { message: string }[] } };
