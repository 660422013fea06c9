/** Where a program is tried: a sandbox that listens, a folder of its own, and a person who has signed in. */
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { copyFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { EraName } from '../../../src/sandbox/index.ts';
import {
  type CreateSandboxOptions,
  type Sandbox,
  createSandbox,
} from '../../../src/sandbox/standalone/library.ts';
import { findFreePort } from '../../support/ports.ts';
import type { Ended } from '../../support/start-process.ts';
import type { ToolChain } from '../tool-chains.ts';
import { commandFor } from './built.ts';
import type { ProgramFile } from './program-files.ts';
import { type Running, startProgram } from './running.ts';
import { findSecrets } from './secrets.ts';

/** What TOKEN_FILE holds, in every language. */
export interface Tokens {
  access_token: string;
  refresh_token: string;
  /** Seconds since the epoch. */
  expires_at: number;
  scope: string;
}

type Env = Readonly<Record<string, string>>;

export interface Bench {
  readonly sandbox: Sandbox;
  readonly callback: string;
  readonly tokenFile: string;
  /** As a person would start it, in a folder where it is alone. @param env Beside what the sandbox asks for. */
  start(env?: Env): Running;
  run(env?: Env): Promise<Ended>;
  /** Gets tokens for ada without a browser. */
  signIn(scope?: string): Promise<Tokens>;
  keep(tokens: Tokens): void;
  kept(): Tokens;
  /** What was asked of the token endpoint, by the name of the grant. */
  tokenRequests(grantType: string): number;
  /** What the API says to this token. */
  read(accessToken: string, path?: string): Promise<{ status: number; body: string }>;
  close(): Promise<void>;
}

/** More than a page, however long a program makes its pages: Bitbucket gives 100 at most. */
const REPOSITORIES = Array.from({ length: 105 }, (_, index) => ({
  workspace: 'analytical-engines',
  slug: `wheel-${index}`,
}));

export async function openBench(
  file: ProgramFile,
  toolChain: ToolChain,
  era: EraName,
  options: CreateSandboxOptions = {},
): Promise<Bench> {
  const callback = `http://127.0.0.1:${await findFreePort()}/oauth-callback`;
  const seed = { repositories: REPOSITORIES };
  const sandbox = await createSandbox({ era, callback, seed, pkce: 'strict', ...options });
  const folder = mkdtempSync(path.join(os.tmpdir(), 'snippet-'));
  const tokenFile = path.join(folder, 'tokens.json');
  const program = path.join(folder, path.basename(file.path));
  copyFileSync(file.path, program);
  if (toolChain.needsNodeModules) {
    symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'));
    writeFileSync(path.join(folder, 'package.json'), '{}'); // as `npm install axios` leaves it
  }
  const [client] = sandbox.clients;
  const settings = {
    BITBUCKET_CONSUMER_KEY: client.clientId,
    BITBUCKET_CONSUMER_SECRET: client.clientSecret,
    BITBUCKET_URL: sandbox.baseUrl,
    BITBUCKET_API_URL: sandbox.baseUrl,
    BITBUCKET_USERNAME: 'ada',
    BITBUCKET_PASSWORD: 'lovelace',
    CALLBACK_URL: callback,
    TOKEN_FILE: tokenFile,
    LANG: 'C.UTF-8',
    ...toolChain.env,
  };
  const command = commandFor(file, toolChain, program);
  const running: Running[] = [];
  const start = (env: Env = {}) => {
    const one = startProgram(command, { cwd: folder, env: { ...settings, ...env } });
    running.push(one);
    return one;
  };
  const ask = (form: Env) => askToken(sandbox, form);
  return {
    sandbox,
    callback,
    tokenFile,
    start,
    run: (env) => start(env).end(),
    async signIn(scope = 'account repository') {
      sandbox.approve('ada');
      const query = new URLSearchParams({
        response_type: 'code',
        client_id: client.clientId,
        scope,
      });
      const answer = await fetch(`${sandbox.authorizationEndpoint}?${query.toString()}`, {
        redirect: 'manual',
      });
      const { searchParams } = new URL(answer.headers.get('location') ?? '');
      return ask({ grant_type: 'authorization_code', code: searchParams.get('code') ?? '' });
    },
    keep: (tokens) => writeFileSync(tokenFile, JSON.stringify(tokens), { mode: 0o600 }),
    kept: () => JSON.parse(readFileSync(tokenFile, 'utf8')) as Tokens,
    tokenRequests: (grantType) =>
      sandbox.requests.filter(({ form }) => form['grant_type'] === grantType).length,
    async read(accessToken, at = '/user') {
      const headers = { Authorization: `Bearer ${accessToken}` };
      const answer = await fetch(sandbox.apiBaseUrl + at, { headers });
      return { status: answer.status, body: await answer.text() };
    },
    async close() {
      await Promise.all(running.map((one) => one.stop()));
      const said = running.map(({ stdout, stderr }) => stdout() + stderr()).join('\n');
      const leaks = findSecrets(sandbox, said);
      await sandbox.close();
      rmSync(folder, { recursive: true });
      if (leaks.length > 0) throw new Error(`It has printed secrets: ${leaks.join(', ')}`);
    },
  };
}

async function askToken(sandbox: Sandbox, form: Env): Promise<Tokens> {
  const [{ clientId, clientSecret }] = sandbox.clients;
  const answer = await fetch(sandbox.tokenEndpoint, {
    method: 'POST',
    headers: { Authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: new URLSearchParams(form),
  });
  const token = (await answer.json()) as Readonly<Record<string, unknown>>;
  return {
    access_token: String(token['access_token']),
    refresh_token: String(token['refresh_token']),
    expires_at: Math.floor(Date.now() / 1_000) + Number(token['expires_in']),
    scope: String(token['scope'] ?? token['scopes']),
  };
}
