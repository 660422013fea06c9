/** One sandbox for one test: over HTTP, with a clock that stands still until it is moved. */
import express from 'express';
import request from 'supertest';
import {
  type Client,
  type EraName,
  type SandboxOptions,
  DEFAULT_BEHAVIOUR,
  createClock,
  createSandboxApp,
  createSeed,
  createStores,
} from '../../../src/sandbox/index.ts';
import { eras } from '../../../src/sandbox/eras.ts';
import { Visitor, locationOf } from './visitor.ts';

export const CALLBACK = 'http://localhost:3000/oauth-callback';
const NOON = Date.parse('2026-11-22T12:00:00Z');

export type Room = ReturnType<typeof openRoom>;

export function openRoom(era: EraName = 'current', options: Partial<SandboxOptions> = {}) {
  const basePath = `/sandbox/${era}`;
  const clock = createClock({ frozenAt: NOON });
  const stores = options.stores ?? createStores(clock);
  const baseUrl = `http://localhost:3000${basePath}`;
  const sandbox = createSandboxApp({
    ...DEFAULT_BEHAVIOUR,
    era,
    baseUrl,
    callbackUrl: CALLBACK,
    clock,
    stores,
    ...options,
  });
  const app = express()
    .disable('x-powered-by')
    .use(new URL(sandbox.issuer).pathname, sandbox.handler);
  const path = (below: string) => new URL(sandbox.issuer).pathname.replace(/\/$/, '') + below;

  const visitor = () => new Visitor(app, path, client());

  /** By the beginning of its name; the ready-made one without. */
  function client(name = ''): Client {
    const found = sandbox.clients.find((candidate) => candidate.name.startsWith(name));
    if (!found) throw new Error(`No client ${name}`);
    return found;
  }
  function askToken(form: Readonly<Record<string, string>>, as: Client = client()) {
    return request(app)
      .post(path('/site/oauth2/access_token'))
      .auth(as.clientId, as.clientSecret)
      .type('form')
      .send(form);
  }
  /** The consent is decided before it is asked for: no page is needed. Whoever tests consents walks through them: Visitor. */
  async function obtainCode(parameters: Readonly<Record<string, string>> = {}, username = 'ada') {
    sandbox.decide({ isGranted: true, username, times: 1 });
    const redirect = await visitor().authorize(parameters).expect(302);
    return new URL(locationOf(redirect)).searchParams.get('code') ?? '';
  }
  function askApi(below: string, accessToken?: string) {
    const call = request(app).get(path(below));
    return accessToken === undefined ? call : call.set('Authorization', `Bearer ${accessToken}`);
  }
  return {
    sandbox,
    stores,
    clock,
    app,
    path,
    client,
    askToken,
    obtainCode,
    askApi,
    http: request(app),
    visitor,
  };
}

/** A sandbox whose ready-made client differs in some way. */
export function openRoomWith(particulars: Partial<Client>, era: EraName = 'current') {
  const seed = createSeed(eras[era], CALLBACK);
  const [first, ...others] = seed.clients;
  if (!first) throw new Error('No client');
  return openRoom(era, { seed: { ...seed, clients: [{ ...first, ...particulars }, ...others] } });
}
