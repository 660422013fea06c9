import { describe, expect, it } from '@jest/globals';
import { createApiClient } from '../../src/bitbucket/api-client.ts';
import type { ApiCaller } from '../../src/bitbucket/api-client.ts';
import { bitbucketServer } from '../../src/bitbucket/servers.ts';
import { parseUser } from '../../src/bitbucket/resources.ts';
import type { Server } from '../../src/bitbucket/servers.ts';
import { ApiError, InvalidResponseError } from '../../src/errors/errors.ts';
import { WireLog } from '../../src/wire/wire-log.ts';
import type { Sending } from '../../src/wire/send.ts';

const API = 'https://api.bitbucket.org/2.0';
const [SERVER] = bitbucketServer({
  bitbucketUrl: 'https://bitbucket.org',
  bitbucketApiUrl: 'https://api.bitbucket.org',
  consumer: { key: 'key', secret: 'secret' },
});

function scripted(answers: Record<string, { status?: number; body: unknown }>) {
  const sent: Sending[] = [];
  const api = createApiClient((sending) => {
    sent.push(sending);
    const { status = 200, body } = answers[sending.url] ?? { status: 404, body: '' };
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return Promise.resolve({ status, headers: [], body: text, exchangeId: `x${sent.length}` });
  });
  const caller: ApiCaller = { server: SERVER as Server, accessToken: 't', wire: new WireLog() };
  return { api, caller, sent };
}

describe('The API client', () => {
  it('sends the token in the header, and only there (RFC 6750 §2.1)', async () => {
    const { api, caller, sent } = scripted({ [`${API}/user`]: { body: { type: 'user' } } });

    expect(await api.get(caller, '/user', 'User')).toEqual({ type: 'user' });

    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ method: 'GET', url: `${API}/user`, authorization: 'Bearer t' });
    expect(sent[0]).not.toHaveProperty('form');
  });

  it('reads one page of a list, and says where the next one is', async () => {
    const { api, caller, sent } = scripted({
      [`${API}/list`]: { body: { values: [1], next: `${API}/list?page=2` } },
    });

    expect(await api.getPage(caller, '/list', 'List', Number)).toEqual({
      values: [1],
      next: '/list?page=2',
    });
    expect(sent.map(({ title }) => title)).toEqual(['List']);
  });

  it('takes a hundred values of a page, and leaves the rest', async () => {
    const values = Array.from({ length: 160 }, (_, n) => n);
    const { api, caller } = scripted({ [`${API}/list`]: { body: { values } } });

    expect((await api.getPage(caller, '/list', 'List', Number)).values).toHaveLength(100);
  });

  it('refuses a list with a value that is not as documented', async () => {
    const { api, caller } = scripted({ [`${API}/list`]: { body: { values: [{}, 1] } } });

    const outcome = api.getPage(caller, '/list', 'List', parseUser);

    await expect(outcome).rejects.toThrow("The API's user is not as documented (type).");
  });

  it.each([
    'https://evil.example/2.0/list?page=2',
    'https://api.bitbucket.org.evil.example/2.0/list',
    'https://api.bitbucket.org@evil.example/2.0/list',
    'https://api.bitbucket.org/2.0/../admin',
    'https://api.bitbucket.org/2.0evil/list',
    'http://api.bitbucket.org/2.0/list',
    '//evil.example/2.0/list',
    '/2.0/list',
    'javascript:alert(1)',
  ])('does not take the token to %s', async (next) => {
    const { api, caller, sent } = scripted({ [`${API}/list`]: { body: { values: [], next } } });

    const outcome = api.getPage(caller, '/list', 'List', Number);

    await expect(outcome).rejects.toThrow(InvalidResponseError);
    expect(sent).toHaveLength(1);
  });

  it('hands on a refusal with the scopes that it names (RFC 6750 §3.1)', async () => {
    const error = {
      message: 'Your credentials lack one or more required privilege scopes.',
      detail: { required: ['email'], granted: ['account'] },
    };
    const { api, caller } = scripted({ [`${API}/user`]: { status: 403, body: { error } } });

    await expect(api.get(caller, '/user', 'User')).rejects.toMatchObject({
      status: 403,
      message: error.message,
      required: ['email'],
      granted: ['account'],
    });
  });

  it('takes a refusal for a refusal, whatever its body', async () => {
    const { api, caller } = scripted({ [`${API}/user`]: { status: 502, body: '<html>' } });

    await expect(api.get(caller, '/user', 'User')).rejects.toThrow(ApiError);
  });

  it.each([['<html>'], [''], [[1]], ['null'], [{ values: 'none' }]])(
    'refuses %j in the place of a page',
    async (body) => {
      const { api, caller } = scripted({ [`${API}/list`]: { body } });

      await expect(api.getPage(caller, '/list', 'L', Number)).rejects.toThrow(InvalidResponseError);
    },
  );
});
