/** What the settings mean and what holds without them, for people: the table in docs/configuration.md. */
import { SETTINGS, VARIABLES } from './settings.ts';
import type { SettingName } from './settings.ts';

interface SettingWords {
  /** What holds without it, where no default value of the settings says so. */
  readonly otherwise?: string;
  readonly words: string;
}

/** In the order of the table. A new setting does not compile until it has its row. */
const WORDS: Readonly<Record<SettingName, SettingWords>> = {
  port: {
    words: 'where to listen, from 1 to 65535',
  },
  host: {
    otherwise: '`localhost`; `0.0.0.0` when `publicUrl` is not on this machine',
    words: 'the address to listen on',
  },
  publicUrl: {
    otherwise: '`http://localhost:<port>`',
    words:
      'where browsers reach the app; `https` in production. Requests for another host name get 421, but for those of this machine and the health routes',
  },
  callbackUrl: {
    otherwise: '`<publicUrl>/oauth-callback`',
    words:
      'the redirection URI, as registered with the consumer; no other than the default is accepted',
  },
  consumerKey: {
    otherwise: 'none',
    words: "your consumer's key; empty or a placeholder: sandbox only",
  },
  consumerSecret: {
    otherwise: 'none',
    words: "your consumer's secret",
  },
  allowSharedConsumer: {
    words:
      '`true`: starts with a consumer where `publicUrl` is not this machine, but runs neither client credentials nor **Reveal** with it',
  },
  scopes: {
    otherwise: '`account email repository` as shipped',
    words:
      'what to ask for: a list, or words with spaces between; empty: all that the consumer has',
  },
  bitbucketUrl: {
    words: 'the authorization server: point it at any look-alike',
  },
  bitbucketApiUrl: {
    words: 'the API',
  },
  sessionSecret: {
    otherwise: 'made at start',
    words:
      'signs the session cookie, and what is kept is encrypted with it; needed with `NODE_ENV=production`, at least 32 characters that nobody can guess: `openssl rand -base64 32` makes one. A list, in the environment as JSON: the first signs and encrypts, all are taken ([how to change it](#changing-the-secret))',
  },
  redisUrl: {
    otherwise: 'none: in memory',
    words:
      'keeps sessions, runs and what the sandbox keeps (codes, tokens, clocks, faults) in Redis, encrypted with `sessionSecret`, so that several processes can serve one visitor',
  },
  trustedProxies: {
    words:
      'how many reverse proxies stand in front; with an `https` `publicUrl` at least 1, or no run can finish, and readiness says 503',
  },
  metricsPort: {
    otherwise: 'none',
    words:
      'serves `/metrics` for Prometheus at a port of its own, on the same `host`: see [Metrics](#metrics). No proxy should lead there',
  },
  drainSeconds: {
    words:
      'for how long, after a stop signal, everything is still served while readiness says 503: see [Stopping](#stopping)',
  },
  budget: {
    otherwise: '`true` when `publicUrl` is not on this machine',
    words:
      'gives each visitor and each network a share of starts, tokens, calls and faults: 429 with `Retry-After` beyond it',
  },
  sandboxControl: {
    words:
      '`true`: the sandbox inside the app can be driven over HTTP, as the one by itself: `/sandbox/current/_sandbox/…`. On your own machine only: there every visitor is you. It does not start with a `host` that others can reach, nor with `redisUrl`',
  },
  securityContact: {
    otherwise: 'none',
    words:
      'whom to tell of a security fault, as a `mailto:`, `https:` or `tel:` address: served as `.well-known/security.txt` (RFC 9116); without it there is no such file',
  },
  logLevel: {
    words:
      '`fatal`, `error`, `warn`, `info`, `debug` or `silent`; to stderr, as JSON: see [The log](#the-log)',
  },
};

export interface SettingDescription extends SettingWords {
  readonly name: string;
  readonly variable: string;
  readonly otherwise: string;
}

export function describeSettings(): SettingDescription[] {
  const names = Object.keys(WORDS).filter(isSettingName);
  return names.map((name) => {
    const { otherwise = `\`${String(SETTINGS[name].parse(undefined))}\``, words } = WORDS[name];
    return { name, variable: VARIABLES[name], otherwise, words };
  });
}

function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(SETTINGS, name);
}
