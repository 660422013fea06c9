/** All checks of a set-up, in order: what the settings say, what surrounds them, and what answers. */
import { bitbucketServer } from '../bitbucket/servers.ts';
import { findSetting, loadConfig } from '../config/config.ts';
import type { Config } from '../config/config.ts';
import { ConfigError } from '../errors/errors.ts';
import { clientSecretBasic } from '../oauth/client-authentication.ts';
import { spellingsOf } from '../wire/find-secrets.ts';
import { eraseText } from '../wire/redaction.ts';
import type { Send } from '../wire/send.ts';
import { checkCallback, checkPort, checkScheme } from './checks/addresses.ts';
import { checkCredentials } from './checks/credentials.ts';
import { checkLive } from './checks/live.ts';
import { checkReachability } from './checks/reachability.ts';
import { checkScopes } from './checks/scopes.ts';
import { checkNode, checkProxies } from './checks/surroundings.ts';
import { cannotTell, fault, fine, note } from './finding.ts';
import type { Finding } from './finding.ts';

export interface SetUp {
  /** Path of config.json. */
  readonly file: string;
  /** With what .env has. */
  readonly env: NodeJS.ProcessEnv;
  /** Of .env itself. */
  readonly faultsOfEnvFile: readonly string[];
  /** `20.19.0` */
  readonly nodeVersion: string;
  readonly send: Send;
  /** Sends the credentials: to the configured server, once. */
  readonly isLive: boolean;
}

/** @returns No secret is in it, whatever a server has said. */
export async function examine(setUp: SetUp): Promise<readonly Finding[]> {
  const { file, env, nodeVersion } = setUp;
  const key = findSetting(file, env, 'consumerKey');
  const secret = findSetting(file, env, 'consumerSecret');
  const settings = readSettings(setUp);
  const findings = [
    checkNode(nodeVersion),
    ...settings.findings,
    ...checkCredentials(key, secret),
    ...(settings.config ? await checkConfig(settings.config, setUp) : []),
    checkProxies(env),
  ];
  const [, basic = ''] = clientSecretBasic({ clientId: key, clientSecret: secret }).split(' ');
  const secrets = [key, secret, basic];
  const known = spellingsOf(secrets);
  return findings.map((one) => ({ ...one, says: eraseText(one.says, known, '[left out]') }));
}

function readSettings({ file, env, faultsOfEnvFile }: SetUp): {
  readonly config?: Config;
  readonly findings: readonly Finding[];
} {
  try {
    const config = loadConfig(file, env, faultsOfEnvFile);
    return { config, findings: [fine('Settings', 'config.json, .env and the environment agree.')] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const findings = error.faults.map((one) => fault('Settings', one));
    return {
      findings: [...findings, note('Settings', 'The rest is looked at once these are mended.')],
    };
  }
}

async function checkConfig(config: Config, { send, isLive }: SetUp): Promise<readonly Finding[]> {
  const [server] = bitbucketServer(config);
  return [
    checkCallback(config),
    checkScheme(config),
    await checkPort(config),
    ...checkScopes(config.scopes),
    ...(server ? await checkReachability(server, send) : []),
    ...(server && isLive ? await checkLive(server, send, config.scopes) : []),
    ...(!server && isLive
      ? [
          cannotTell(
            'Token, live',
            'It needs a consumer of your own: put its key and secret into .env or config.json, as the README says.',
          ),
        ]
      : []),
  ];
}
