import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { toCurl } from '../../src/wire/curl.ts';
import { KEPT_BACK } from '../../src/wire/exchange.ts';
import type { WireRequest } from '../../src/wire/exchange.ts';

const TOKEN_REQUEST: WireRequest = {
  method: 'POST',
  url: 'https://bitbucket.org/site/oauth2/access_token',
  headers: [
    ['Accept', 'application/json'],
    ['Authorization', KEPT_BACK.clientCredentials],
  ],
  form: [
    ['grant_type', 'authorization_code'],
    ['code', 'c-canary'],
    ['code_verifier', 'v-canary'],
    ['redirect_uri', 'http://localhost:3000/oauth-callback'],
  ],
};

/** What a shell makes of the command: the arguments that curl would get. */
function argumentsOf(command: string, env: Record<string, string>): string[] {
  const script = `curl() { printf '%s\\n' "$@"; }\n${command}`;
  return execFileSync('sh', ['-c', script], { env, encoding: 'utf8' }).trimEnd().split('\n');
}

describe('As curl', () => {
  it('a token request has its secrets in variables, so that it can be shared (§2.3.1)', () => {
    const command = toCurl(TOKEN_REQUEST);

    expect(command).not.toContain('canary');
    expect(command).toContain('--user "$BITBUCKET_CONSUMER_KEY:$BITBUCKET_CONSUMER_SECRET"');
  });

  it('JSON is what a shell makes of it, its secrets in variables', () => {
    const json: WireRequest = {
      ...TOKEN_REQUEST,
      headers: [['Content-Type', 'application/json']],
      form: [
        ['name', 'Ada’s "engine", \'quoted\' $HOME'],
        ['code', 'c-canary'],
      ],
    };

    const command = toCurl(json);
    const data = argumentsOf(command, { CODE: 'c' }).at(-1);

    expect(command).not.toContain('canary');
    expect(JSON.parse(data ?? '')).toEqual({ name: 'Ada’s "engine", \'quoted\' $HOME', code: 'c' });
  });

  it('a token request is what a shell makes of it', () => {
    const env = {
      BITBUCKET_CONSUMER_KEY: 'k',
      BITBUCKET_CONSUMER_SECRET: 's',
      CODE: 'c',
      CODE_VERIFIER: 'v',
    };

    expect(argumentsOf(toCurl(TOKEN_REQUEST), env)).toEqual([
      '--request',
      'POST',
      'https://bitbucket.org/site/oauth2/access_token',
      '--header',
      'Accept: application/json',
      '--user',
      'k:s',
      '--data-urlencode',
      'grant_type=authorization_code',
      '--data-urlencode',
      'code=c',
      '--data-urlencode',
      'code_verifier=v',
      '--data-urlencode',
      'redirect_uri=http://localhost:3000/oauth-callback',
    ]);
  });

  it('an API call has its token in a variable (RFC 6750 §2.1)', () => {
    const request = {
      method: 'GET',
      url: 'https://api.bitbucket.org/2.0/user',
      headers: [['Authorization', 'Bearer t-canary']],
    } as const;

    expect(argumentsOf(toCurl(request), { ACCESS_TOKEN: 'mine' })).toEqual([
      '--request',
      'GET',
      request.url,
      '--header',
      'Authorization: Bearer mine',
    ]);
  });

  it('a hostile address stays one argument', () => {
    const url = "https://a.example/'; touch /tmp/owned; '$(id)`id`\"";

    expect(argumentsOf(toCurl({ method: 'GET', url, headers: [] }), {})).toEqual([
      '--request',
      'GET',
      url,
    ]);
  });
});
