/** A sandbox that listens, as a test in another process sees it. */
import {
  type CreateSandboxOptions,
  createSandbox,
} from '../../../src/sandbox/standalone/library.ts';

export type Running = Awaited<ReturnType<typeof runSandbox>>;

export async function runSandbox(options: CreateSandboxOptions = {}) {
  const sandbox = await createSandbox(options);
  const [client] = sandbox.clients;
  const basic = `Basic ${btoa(`${client.clientId}:${client.clientSecret}`)}`;

  /** The control API, in JSON. */
  function control(method: string, path: string, body?: unknown, headers = {}) {
    return fetch(sandbox.baseUrl + path, {
      method,
      headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }
  function askToken(form: Readonly<Record<string, string>>, headers = {}) {
    return fetch(sandbox.tokenEndpoint, {
      method: 'POST',
      headers: { Authorization: basic, ...headers },
      body: new URLSearchParams(form),
      redirect: 'manual',
    });
  }
  function askApi(path: string, accessToken: string) {
    const headers = { Authorization: `Bearer ${accessToken}` };
    return fetch(sandbox.apiBaseUrl + path, { headers, redirect: 'manual' });
  }
  /** Without a page: a decision must wait. */
  async function authorize(parameters: Readonly<Record<string, string>> = {}): Promise<URL> {
    const url = new URL(sandbox.authorizationEndpoint);
    const all = { client_id: client.clientId, response_type: 'code', ...parameters };
    url.search = new URLSearchParams(all).toString();
    const response = await fetch(url, { redirect: 'manual' });
    return new URL(response.headers.get('location') ?? '', sandbox.baseUrl);
  }
  /** A person's tokens, by the authorization code grant. */
  async function obtainTokens(username = 'ada'): Promise<Tokens> {
    sandbox.approve(username);
    const code = (await authorize()).searchParams.get('code') ?? '';
    const response = await askToken({ grant_type: 'authorization_code', code });
    return (await response.json()) as Tokens;
  }
  return { sandbox, client, control, askToken, askApi, authorize, obtainTokens };
}

export interface Tokens {
  access_token: string;
  refresh_token: string;
}

export async function valuesOf(response: Response): Promise<Record<string, unknown>[]> {
  const { values } = (await response.json()) as { values: Record<string, unknown>[] };
  return values;
}
