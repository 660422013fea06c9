/** Settings that are well formed by themselves, and cannot stand together, or not here. */
import { isLoopbackHost, isLoopbackUrl } from '../http/loopback.ts';
import { isPlaceholder, VARIABLES } from './settings.ts';
import type { SettingName, Settings } from './settings.ts';

/** The settings, with what follows from the others where one is left out. */
export interface ResolvedSettings extends Settings {
  readonly host: string;
  readonly publicUrl: string;
  readonly callbackUrl: string;
  readonly isProduction: boolean;
}

type Check = readonly [isWrong: boolean, name: SettingName, problem: string];

/**
 * @param faulty Settings that are no good by themselves: of those enough is said.
 * @returns One sentence each: the setting, its variable, what is wrong and what to do. Never a value.
 */
export function findContradictions(
  settings: ResolvedSettings,
  faulty: ReadonlySet<string>,
): string[] {
  return [
    ...checkConsumer(settings),
    ...checkAddresses(settings),
    ...checkSecret(settings),
    ...checkControl(settings),
  ]
    .filter(([isWrong, name]) => isWrong && !faulty.has(name))
    .map(([, name, problem]) => `${name} (${VARIABLES[name]}) ${problem}.`);
}

function checkConsumer(settings: ResolvedSettings): Check[] {
  const { consumerKey, consumerSecret, publicUrl, allowSharedConsumer } = settings;
  const hasKey = !isPlaceholder(consumerKey);
  const hasSecret = !isPlaceholder(consumerSecret);
  return [
    [!hasKey && hasSecret, 'consumerKey', 'is missing: fill it in, or empty consumerSecret'],
    [hasKey && !hasSecret, 'consumerSecret', 'is missing: fill it in, or empty consumerKey'],
    [
      // S60: with client credentials, or a token to look at, every stranger would be the consumer's owner.
      hasKey && hasSecret && !isLoopbackUrl(publicUrl) && !allowSharedConsumer,
      'consumerKey',
      'would serve every visitor of publicUrl: leave it out; or set allowSharedConsumer (ALLOW_SHARED_CONSUMER) to true, and it runs without client credentials and without Reveal',
    ],
  ];
}

function checkAddresses(settings: ResolvedSettings): Check[] {
  const { publicUrl, callbackUrl, isProduction, port, metricsPort } = settings;
  return [
    [metricsPort === port, 'metricsPort', 'is the port of the app: choose another'],
    [
      callbackUrl !== `${publicUrl}/oauth-callback`,
      'callbackUrl',
      'must be publicUrl followed by /oauth-callback: leave it out, or set publicUrl to match',
    ],
    [
      isProduction && !isHttps(publicUrl),
      'publicUrl',
      'must be an https URL when NODE_ENV is production',
    ],
    // RFC 6749 §3.2: credentials travel over TLS only. A look-alike on this machine is the exception.
    ...(['bitbucketUrl', 'bitbucketApiUrl'] as const).map((name): Check => [
      !isHttps(settings[name]) && !isLoopbackUrl(settings[name]),
      name,
      'must be an https URL, unless it is on this machine',
    ]),
  ];
}

function checkSecret({ isProduction, redisUrl, sessionSecret }: ResolvedSettings): Check[] {
  const isMissing = sessionSecret === undefined;
  return [
    [
      isProduction && isMissing,
      'sessionSecret',
      'is needed when NODE_ENV is production: `openssl rand -base64 32` makes one',
    ],
    [
      redisUrl !== undefined && isMissing,
      'sessionSecret',
      'is needed with redisUrl, the same in every process: `openssl rand -base64 32` makes one',
    ],
  ];
}

/** Whoever reaches the control API reads every secret of the sandbox and may do everything in it. */
function checkControl({ sandboxControl, publicUrl, host, redisUrl }: ResolvedSettings): Check[] {
  return [
    [
      sandboxControl && !isLoopbackUrl(publicUrl),
      'sandboxControl',
      'is for your own machine: there every visitor is you. Leave it out, or use a localhost publicUrl',
    ],
    [
      // Whatever publicUrl says: a program may send any Host.
      sandboxControl && !isLoopbackHost(host),
      'sandboxControl',
      'is for your own machine, and others can reach the address in host (HOST): leave one of the two out',
    ],
    [
      sandboxControl && redisUrl !== undefined,
      'sandboxControl',
      'acts on one process, and with redisUrl (REDIS_URL) several share the sandbox: leave one of the two out',
    ],
  ];
}

function isHttps(url: string): boolean {
  return url.startsWith('https:');
}
