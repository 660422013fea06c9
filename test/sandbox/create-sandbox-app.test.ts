import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { DEFAULT_BEHAVIOUR, createSandboxApp } from '../../src/sandbox/index.ts';
import { CALLBACK, openRoom } from './support/room.ts';
import { readHtml } from '../support/page.ts';

const room = path.resolve(import.meta.dirname, '../../src/sandbox');
const sources = readdirSync(room, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(path.join(room, file), 'utf8') }));

describe('The door of the sandbox', () => {
  it('says where everything is', () => {
    const { sandbox } = openRoom('current', { baseUrl: 'http://localhost:3000/sandbox/current/' });

    expect(sandbox).toMatchObject({
      issuer: 'http://localhost:3000/sandbox/current',
      authorizationEndpoint: 'http://localhost:3000/sandbox/current/site/oauth2/authorize',
      tokenEndpoint: 'http://localhost:3000/sandbox/current/site/oauth2/access_token',
      apiBaseUrl: 'http://localhost:3000/sandbox/current/2.0',
    });
    expect(sandbox.clients[0]).toMatchObject({
      name: 'OAuth 2.0 grants demo',
      callbackUrl: CALLBACK,
    });
    expect(sandbox.people[0]).toMatchObject({ username: 'ada', password: 'lovelace' });
  });

  it.each([
    ['legacy', 18, 32],
    ['current', 32, 76],
  ] as const)(
    'has in %s keys of %i and secrets of %i characters, the same at every start (contract §2)',
    (era, idLength, secretLength) => {
      const { clients } = openRoom(era).sandbox;

      for (const { clientId, clientSecret } of clients) {
        expect(clientId).toHaveLength(idLength);
        expect(clientSecret).toHaveLength(secretLength);
      }
      expect(openRoom(era).sandbox.clients).toEqual(clients);
      expect(new Set(clients.map(({ clientId }) => clientId)).size).toBe(clients.length);
    },
  );

  it('works at the root as well', async () => {
    const era = 'current';
    const sandbox = createSandboxApp({
      ...DEFAULT_BEHAVIOUR,
      era,
      baseUrl: 'http://localhost:7999',
      callbackUrl: CALLBACK,
    });
    const agent = request.agent(sandbox.handler);
    const [client] = sandbox.clients;

    const start = await agent
      .get('/site/oauth2/authorize')
      .query({ client_id: client?.clientId, response_type: 'code' })
      .expect(303);
    const page = await agent.get(start.get('Location') ?? '').expect(200);

    const styles = readHtml(page.text).querySelector('link[rel=stylesheet]');
    expect(styles?.getAttribute('href')).toBe('/_sandbox/sandbox.css');
    await agent
      .get('/_sandbox/sandbox.css')
      .expect(200)
      .expect('Content-Type', /text\/css/);
  });

  it('keeps two sandboxes apart: a token of one is nothing to the other', async () => {
    const [first, second] = [openRoom(), openRoom()];
    const answer = await first.askToken({ grant_type: 'client_credentials' }).expect(200);
    const { access_token: token } = answer.body as { access_token: string };

    await first.askApi('/2.0/user', token).expect(200);
    await second.askApi('/2.0/user', token).expect(401);
  });
});

describe('The room', () => {
  it('reads the system clock in clock.ts and nowhere else', () => {
    const readers = sources.filter(({ text }) =>
      /Date\.now|new Date\(\)|performance\.now/.test(text),
    );

    expect(readers.map(({ file }) => file)).toEqual(['clock.ts']);
  });

  it('has files of at most 200 lines', () => {
    const long = sources.filter(({ text }) => text.split('\n').length > 200);

    expect(long.map(({ file }) => file)).toEqual(['assumptions.ts']);
  });
});
