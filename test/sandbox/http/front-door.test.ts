import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { DEFAULT_BEHAVIOUR, createSandboxApp } from '../../../src/sandbox/index.ts';
import { CALLBACK, openRoom } from '../support/room.ts';
import { codesOf } from '../support/visitor.ts';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const baseUrl = 'http://127.0.0.1:7999';

function open(control?: 'http') {
  const options = { ...DEFAULT_BEHAVIOUR, era: 'current', baseUrl, callbackUrl: CALLBACK } as const;
  return request(createSandboxApp({ ...options, ...(control && { control }) }).handler);
}

describe('The root of the sandbox', () => {
  it.each([undefined, '*/*', 'application/json'])(
    'tells a program that accepts %s what this is, and where to go on',
    async (accept) => {
      const asked = open('http').get('/');
      const answer = await (accept ? asked.set('Accept', accept) : asked).expect(200);

      expect(answer.body).toEqual({
        message: expect.stringMatching(/^This is a sandbox .* in the place of bitbucket\.org/),
        era: 'current',
        baseUrl,
        authorizationEndpoint: `${baseUrl}/site/oauth2/authorize`,
        tokenEndpoint: `${baseUrl}/site/oauth2/access_token`,
        apiBaseUrl: `${baseUrl}/2.0`,
        controlDescription: `${baseUrl}/_sandbox/openapi.json`,
      });
      expect(answer.get('Vary')).toBe('Accept');
    },
  );

  it('shows people the same', async () => {
    const page = await open('http').get('/').set('Accept', BROWSER).expect(200);

    for (const place of ['site/oauth2/authorize', 'site/oauth2/access_token', '2.0'])
      expect(codesOf(page)).toContain(`${baseUrl}/${place}`);
    expect(page.text).toContain(`GET ${baseUrl}/_sandbox/openapi.json`);
  });

  it('speaks of the control API where there is one, and gives no secret away', async () => {
    const room = openRoom();
    const program = await room.http.get(room.path('/')).expect(200);
    const person = await open().get('/').set('Accept', BROWSER).expect(200);

    expect(program.body).toMatchObject({ controlDescription: null });
    expect(person.text).not.toContain('openapi');
    for (const { clientSecret } of room.sandbox.clients)
      expect(program.text + person.text).not.toContain(clientSecret);
  });
});
