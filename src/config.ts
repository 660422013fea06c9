/** config.json and the environment, read once into one frozen object; every fault is reported by name. */
import { readFileSync } from 'node:fs';
import { ConfigError } from './errors.ts';
import { isPlaceholder, SETTINGS, VARIABLES } from './settings.ts';
import type { SettingName, Settings } from './settings.ts';

export interface Config extends Omit<Settings, 'consumerKey' | 'consumerSecret'> {
  readonly host: string;
  /** Where browsers reach the app, without a trailing slash. */
  readonly publicUrl: string;
  /** The redirection URI, RFC 6749 §3.1.2. Bitbucket: the consumer's callback URL. */
  readonly callbackUrl: string;
  /** Absent when everything runs on the sandbox. Bitbucket: the consumer's key and secret. */
  readonly consumer: { readonly key: string; readonly secret: string } | undefined;
  readonly isProduction: boolean;
}

interface Raw {
  /** Values as found, by setting. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Where each was found, for messages: `config.json: port`, `PORT`. */
  readonly origins: ReadonlyMap<string, string>;
}

/**
 * @param file Path of config.json. May be missing: then the defaults hold.
 * @throws {ConfigError} With every fault, none of the values.
 */
export function loadConfig(file: string, env: NodeJS.ProcessEnv): Config {
  const raw = collect(readJsonFile(file), env);
  const faults = findUnknown(raw);
  const settings = parseSettings(raw, faults);
  const publicUrl = settings.publicUrl ?? `http://localhost:${settings.port}`;
  const { consumerKey, consumerSecret, ...rest } = settings;
  const hasConsumer = !isPlaceholder(consumerKey) && !isPlaceholder(consumerSecret);
  const config: Config = {
    ...rest,
    publicUrl,
    callbackUrl: settings.callbackUrl ?? `${publicUrl}/oauth-callback`,
    host: settings.host ?? (isLoopback(publicUrl) ? 'localhost' : '0.0.0.0'),
    consumer: hasConsumer ? { key: consumerKey, secret: consumerSecret } : undefined,
    isProduction: env['NODE_ENV'] === 'production',
  };
  faults.push(...findContradictions(config, settings));
  if (faults.length > 0) throw new ConfigError(faults);
  return Object.freeze(config);
}

function readJsonFile(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return {};
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    // JSON.parse quotes the file in its message, secrets included: only the place is taken from it.
    const position = /position (\d+)/.exec(String(error))?.[1]; // some messages name none
    const line = text.slice(0, Number(position)).split('\n').length;
    const place = position === undefined ? '' : ` (line ${line})`;
    const fix = 'look for a missing comma or quotation mark';
    throw new ConfigError([`config.json is not valid JSON${place}: ${fix}.`]);
  }
}

/** Merges both sources. An empty text counts as not set. */
function collect(fromFile: unknown, env: NodeJS.ProcessEnv): Raw {
  if (typeof fromFile !== 'object' || fromFile === null || Array.isArray(fromFile)) {
    throw new ConfigError(['config.json must hold one object, in braces.']);
  }
  const values = new Map<string, unknown>();
  const origins = new Map<string, string>();
  const add = (name: string, value: unknown, origin: string) => {
    if (value === undefined || value === '') return;
    values.set(name, value);
    origins.set(name, origin);
  };
  for (const [name, value] of Object.entries(fromFile)) add(name, value, `config.json: ${name}`);
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
function parseSettings(raw: Raw, faults: string[]): Settings {
  const parse = <T>(name: string, schema: { safeParse(value: unknown): ParseResult<T> }) => {
    const result = schema.safeParse(raw.values[name]);
    if (result.success) return result.data;
    faults.push(`${raw.origins.get(name)} ${result.error.issues[0]?.message}.`);
    return schema.safeParse(undefined).data;
  };
  return Object.fromEntries(
    Object.entries(SETTINGS).map(([name, schema]) => [name, parse<unknown>(name, schema)]),
  ) as Settings;
}

type ParseResult<T> =
  | { success: true; data: T }
  | { success: false; data?: undefined; error: { issues: { message: string }[] } };

function findContradictions(config: Config, settings: Settings): string[] {
  const hasKey = !isPlaceholder(settings.consumerKey);
  const hasSecret = !isPlaceholder(settings.consumerSecret);
  const checks: [isWrong: boolean, name: SettingName, problem: string][] = [
    [!hasKey && hasSecret, 'consumerKey', 'is missing: fill it in, or empty consumerSecret'],
    [hasKey && !hasSecret, 'consumerSecret', 'is missing: fill it in, or empty consumerKey'],
    [
      config.callbackUrl !== `${config.publicUrl}/oauth-callback`,
      'callbackUrl',
      'must be publicUrl followed by /oauth-callback: leave it out, or set publicUrl to match',
    ],
    [
      config.isProduction && !isHttps(config.publicUrl),
      'publicUrl',
      'must be an https URL when NODE_ENV is production',
    ],
    [
      config.isProduction && config.sessionSecret === undefined,
      'sessionSecret',
      'is needed when NODE_ENV is production: `openssl rand -base64 32` makes one',
    ],
    [
      config.redisUrl !== undefined && config.sessionSecret === undefined,
      'sessionSecret',
      'is needed with redisUrl, the same in every process: `openssl rand -base64 32` makes one',
    ],
    [
      config.sandboxControl && !isLoopback(config.publicUrl),
      'sandboxControl',
      'is for your own machine: there every visitor is you. Leave it out, or use a localhost publicUrl',
    ],
    // RFC 6749 §3.2: credentials travel over TLS only. A look-alike on this machine is the exception.
    ...(['bitbucketUrl', 'bitbucketApiUrl'] as const).map(
      (name): [boolean, SettingName, string] => [
        !isHttps(config[name]) && !isLoopback(config[name]),
        name,
        'must be an https URL, unless it is on this machine',
      ],
    ),
  ];
  return checks
    .filter(([isWrong]) => isWrong)
    .map(([, name, problem]) => `${name} (${VARIABLES[name]}) ${problem}.`);
}

function isHttps(url: string): boolean {
  return url.startsWith('https:');
}

/** Is this URL on the machine that the app runs on? */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return /^localhost$|^\[::1\]$|^127(\.\d{1,3}){3}$/.test(hostname);
}
