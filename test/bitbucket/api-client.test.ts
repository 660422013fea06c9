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

  it('follows next as it is, up to the page where it has to stop', async () => {
    const pages = { body: { values: [1], next: `${API}/list?page=2` } };
    const { api, caller, sent } = scripted({
      [`${API}/list`]: pages,
      [`${API}/list?page=2`]: { body: { values: [2], next: `${API}/list?page=3` } },
    });

    expect(await api.getPages(caller, '/list', 'List', Number, 2)).toEqual({
      values: [1, 2],
      hasMore: true,
    });
    expect(sent.map(({ title }) => title)).toEqual(['List', 'List, page 2']);
  });

  it('stops at a hundred values, and says that there are more', async () => {
    const values = Array.from({ length: 60 }, (_, n) => n);
    const { api, caller, sent } = scripted({
      [`${API}/list`]: { body: { values, next: `${API}/list?page=2` } },
      [`${API}/list?page=2`]: { body: { values, next: `${API}/list?page=3` } },
      [`${API}/list?page=3`]: { body: { values } },
    });

    const found = await api.getPages(caller, '/list', 'List', Number, 5);

    expect(found.values).toHaveLength(100);
    expect(found.hasMore).toBe(true);
    expect(sent).toHaveLength(2);
  });

  it('asks for no further page once a value is not as documented', async () => {
    const { api, caller, sent } = scripted({
      [`${API}/list`]: { body: { values: [1], next: `${API}/list?page=2` } },
    });

    const outcome = api.getPages(caller, '/list', 'List', parseUser, 5);

    await expect(outcome).rejects.toThrow("The API's user is not as documented (whole).");
    expect(sent).toHaveLength(1);
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

    const outcome = api.getPages(caller, '/list', 'List', Number, 5);

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

      await expect(api.getPages(caller, '/list', 'L', Number, 1)).rejects.toThrow(
        InvalidResponseError,
      );
    },
  );
});
