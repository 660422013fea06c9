/** Every setting: its name in config.json, its variable in the environment, and what it may be. */
import * as z from 'zod';
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

const webUrl = text
  .refine(isWebUrl, 'must be an http or https URL without query or fragment')
  // One spelling for one address: lower case, no `:443` of https, no slash at the end.
  .transform((value) => new URL(value).href.replace(/\/+$/, ''));

/** The environment has only text: "3000" is as good as 3000. */
function wholeNumber(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .union([z.number(), z.string().regex(/^\d+$/).transform(Number)], message)
    .refine((value) => Number.isInteger(value) && value >= min && value <= max, message);
}

const SCOPE = /^[\x21\x23-\x5B\x5D-\x7E]+$/; // RFC 6749 §3.3
const SCOPES =
  'must be a list of scope names, such as account and repository, without quotation marks, backslashes or accents';
const listed = z.string().transform((value) => value.split(/[\s,]+/).filter(Boolean));

const SECRETS = z.tuple([z.string()], z.string());
/** What a quoted or broken list would be taken for otherwise: one secret, and every session would end. */
const LIKE_A_LIST = /^\s*['"]?\[\s*["']/;
const oneSecret = text
  .refine((value) => !LIKE_A_LIST.test(value))
  .transform((value) => [value] as const);
const SECRETS_RULE = 'must be text, or a list: ["the new one", "the one before"]';

export const SETTINGS = {
  port: wholeNumber(1, 65_535).default(3000),
  host: text.optional(),
  publicUrl: webUrl
    .refine((value) => new URL(value).pathname === '/', 'must have no path')
    .optional(),
  callbackUrl: webUrl.optional(),
  consumerKey: text.default(''),
  consumerSecret: text.default(''),
  scopes: z
    .union([z.array(z.string()), listed], SCOPES)
    .refine((names) => names.every((name) => SCOPE.test(name)), SCOPES)
    .default([]),
  bitbucketUrl: webUrl.default('https://bitbucket.org'),
  bitbucketApiUrl: webUrl.default('https://api.bitbucket.org'),
  sessionSecret: z
    .preprocess(readList, z.union([SECRETS, oneSecret], SECRETS_RULE))
    .superRefine((secrets, context) => {
      const weakness = findWeakest(secrets);
      if (weakness !== undefined) context.addIssue(weakness);
    })
    .optional(),
  trustedProxies: wholeNumber(0, 10).default(0),
  drainSeconds: wholeNumber(0, 600).default(0),
  metricsPort: wholeNumber(1, 65_535).optional(),
  redisUrl: text
    .refine(
      isRedisUrl,
      'must be a redis:// or rediss:// URL, such as redis://user:password@localhost:6379/0, with special characters of the password encoded',
    )
    .optional(),
  budget: yesOrNo.optional(),
  sandboxControl: yesOrNo.default(false),
  allowSharedConsumer: yesOrNo.default(false),
  securityContact: text
    .refine(
      (value) => /^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+|tel:\+[\d-]+)$/.test(value),
      'must be a mailto:, https: or tel: address, such as mailto:security@example.com',
    )
    .optional(),
  logLevel: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'silent'],
      'must be fatal, error, warn, info, debug or silent',
    )
    .default('warn'),
};

export type SettingName = keyof typeof SETTINGS;
export type Settings = z.infer<z.ZodObject<typeof SETTINGS>>;

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
