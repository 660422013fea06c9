/** Every setting: its name in config.json, its variable in the environment, and what it may be. */
import * as z from 'zod/mini';
import { findWeakness } from '../secrets/weak-secret.ts';

/** The variable that each setting may also come from. The environment wins over config.json. */
export const VARIABLES = {
  port: 'PORT',
  host: 'HOST',
  publicUrl: 'PUBLIC_URL',
  callbackUrl: 'CALLBACK_URL',
  consumerKey: 'BITBUCKET_CONSUMER_KEY',
  consumerSecret: 'BITBUCKET_CONSUMER_SECRET',
  scopes: 'BITBUCKET_SCOPES',
  bitbucketUrl: 'BITBUCKET_URL',
  bitbucketApiUrl: 'BITBUCKET_API_URL',
  sessionSecret: 'SESSION_SECRET',
  trustedProxies: 'TRUSTED_PROXIES',
  drainSeconds: 'DRAIN_SECONDS',
  metricsPort: 'METRICS_PORT',
  redisUrl: 'REDIS_URL',
  budget: 'BUDGET',
  sandboxControl: 'SANDBOX_CONTROL',
  allowSharedConsumer: 'ALLOW_SHARED_CONSUMER',
  securityContact: 'SECURITY_CONTACT',
  logLevel: 'LOG_LEVEL',
} as const;

const text = z.string('must be text');
const yesOrNo = z.union([z.boolean(), z.stringbool()], 'must be true or false');

const webUrl = z.pipe(
  text.check(z.refine(isWebUrl, 'must be an http or https URL without query or fragment')),
  // One spelling for one address: lower case, no `:443` of https, no slash at the end.
  z.transform((value) => new URL(value).href.replace(/\/+$/, '')),
);

/** The environment has only text: "3000" is as good as 3000. */
function wholeNumber(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  const digits = z.pipe(z.string().check(z.regex(/^\d+$/)), z.transform(Number));
  const isInRange = (value: number) => Number.isInteger(value) && value >= min && value <= max;
  return z.union([z.number(), digits], message).check(z.refine(isInRange, message));
}

const SCOPE = /^[\x21\x23-\x5B\x5D-\x7E]+$/; // RFC 6749 §3.3
const SCOPES =
  'must be a list of scope names, such as account and repository, without quotation marks, backslashes or accents';
const listed = z.pipe(
  z.string(),
  z.transform((value) => value.split(/[\s,]+/).filter(Boolean)),
);

const SECRETS = z.tuple([z.string()], z.string());
/** What a quoted or broken list would be taken for otherwise: one secret, and every session would end. */
const LIKE_A_LIST = /^\s*['"]?\[\s*["']/;
const oneSecret = z.pipe(
  text.check(z.refine((value) => !LIKE_A_LIST.test(value))),
  z.transform((value) => [value] as const),
);
const SECRETS_RULE = 'must be text, or a list: ["the new one", "the one before"]';

const scopes = z
  .union([z.array(z.string()), listed], SCOPES)
  .check(z.refine((names) => names.every((name) => SCOPE.test(name)), SCOPES));

const sessionSecret = z
  .pipe(z.transform(readList), z.union([SECRETS, oneSecret], SECRETS_RULE))
  .check(
    z.superRefine((secrets, context) => {
      const weakness = findWeakest(secrets);
      if (weakness !== undefined) context.addIssue(weakness);
    }),
  );

const REDIS_RULE =
  'must be a redis:// or rediss:// URL, such as redis://user:password@localhost:6379/0, with special characters of the password encoded';

const CONTACT = /^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+|tel:\+[\d-]+)$/;
const CONTACT_RULE =
  'must be a mailto:, https: or tel: address, such as mailto:security@example.com';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;

export const SETTINGS = {
  port: z._default(wholeNumber(1, 65_535), 3000),
  host: z.optional(text),
  publicUrl: z.optional(
    webUrl.check(z.refine((value) => new URL(value).pathname === '/', 'must have no path')),
  ),
  callbackUrl: z.optional(webUrl),
  consumerKey: z._default(text, ''),
  consumerSecret: z._default(text, ''),
  scopes: z._default(scopes, []),
  bitbucketUrl: z._default(webUrl, 'https://bitbucket.org'),
  bitbucketApiUrl: z._default(webUrl, 'https://api.bitbucket.org'),
  sessionSecret: z.optional(sessionSecret),
  trustedProxies: z._default(wholeNumber(0, 10), 0),
  drainSeconds: z._default(wholeNumber(0, 600), 0),
  metricsPort: z.optional(wholeNumber(1, 65_535)),
  redisUrl: z.optional(text.check(z.refine(isRedisUrl, REDIS_RULE))),
  budget: z.optional(yesOrNo),
  sandboxControl: z._default(yesOrNo, false),
  allowSharedConsumer: z._default(yesOrNo, false),
  securityContact: z.optional(text.check(z.regex(CONTACT, CONTACT_RULE))),
  logLevel: z._default(
    z.enum(LOG_LEVELS, 'must be fatal, error, warn, info, debug or silent'),
    'warn',
  ),
};

export type SettingName = keyof typeof SETTINGS;
export type Settings = z.infer<z.ZodMiniObject<typeof SETTINGS>>;

const PLACEHOLDER = /^<.*>$|^\{.*\}$|^\[.*\]$|^x+$|^\.+$|^(key|secret|todo)$/i;
const PLACEHOLDER_WORDS = /\byour\b|your[-_]|change.?me|placeholder|consumer.?(key|secret)/i;

/** Empty, or what a template left behind: `YOUR_KEY`, `<secret>`, `changeme`, `xxxx`. */
export function isPlaceholder(value: string): boolean {
  const trimmed = value.trim();
  return trimmed === '' || PLACEHOLDER.test(trimmed) || PLACEHOLDER_WORDS.test(trimmed);
}

/** The environment has only text: a list stands there as JSON. */
function readList(value: unknown): unknown {
  if (typeof value !== 'string' || !value.trimStart().startsWith('[')) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value; // a secret may begin with a bracket
  }
}

/** Which of them will not do, and why. */
function findWeakest(secrets: readonly string[]): string | undefined {
  const weaknesses = secrets.map((secret, at) => {
    const weakness = isPlaceholder(secret)
      ? 'is a placeholder: `openssl rand -base64 32` makes a secret'
      : findWeakness(secret);
    if (weakness === undefined || secrets.length === 1) return weakness;
    return `is a list, whose number ${at + 1} ${weakness}`;
  });
  return weaknesses.find((weakness) => weakness !== undefined);
}

/** Its user and password are decoded once more, by whoever signs in with them. */
function isRedisUrl(value: string): boolean {
  if (!/^rediss?:\/\//.test(value) || !URL.canParse(value)) return false;
  const { username, password, pathname } = new URL(value);
  try {
    decodeURIComponent(username + password);
  } catch {
    return false;
  }
  return /^(\/\d*)?$/.test(pathname); // the number of a database
}

function isWebUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, search, hash, username, password } = new URL(value);
  return /^https?:$/.test(protocol) && search + hash + username + password === '';
}
