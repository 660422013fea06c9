import { describe, expect, it } from '@jest/globals';
import type { Server } from '../../src/bitbucket/servers.ts';
import { tokenRequest } from '../../src/runs/draft.ts';
import type { Run } from '../../src/runs/run.ts';
import { describeSent } from '../../src/runs/describe-sent.ts';
import { WireLog } from '../../src/wire/wire-log.ts';

function makeRun(url: string): Run {
  const wire = new WireLog();
  const [to, channel] = ['authorization-server', 'back'] as const;
  const headers = [['Authorization', 'Bearer x']] as const;
  const exchange = { step: 'D', title: 'A request', channel, from: 'client', to } as const;
  wire.add({
    ...exchange,
    request: { method: 'POST', url: 'https://first.example/?page=1', headers },
  });
  wire.add({ ...exchange, request: { method: 'POST', url, headers, form: [['code', 'c']] } });
  const draft = tokenRequest('D', { code: 'c', redirect_uri: 'r' });
  const fields = draft.fields.map((field) =>
    field.name === 'redirect_uri' ? { ...field, changed: null } : field,
  );
  const server = { id: 'sandbox-current' } as Server;
  const of = { id: 'x', grantSlug: 'g', server, startedAt: 0, secrets: {} };
  const counts = { number: 1, pace: 'step' as const, revision: 0, lostRefreshes: 0 };
  return { ...of, ...counts, wire, sent: [{ ...draft, fields, sentAt: 0 }] };
}

describe('What was sent', () => {
  it('is the latest request of the step: parameters, headers and form by name, and what was changed in it', () => {
    const { values, changed } = describeSent(makeRun('https://a.example/?access_token=t'), 'D');

    expect(Object.fromEntries(values)).toEqual({
      access_token: 't',
      Authorization: 'Bearer x',
      code: 'c',
    });
    expect(changed).toEqual(['redirect_uri']);
  });

  it('is nothing where nothing was sent, and is read also where the address is none', () => {
    expect(describeSent(makeRun('https://a.example/'), 'API')).toEqual({
      values: new Map(),
      changed: [],
    });
    expect(describeSent(makeRun('/nowhere'), 'D').values.get('code')).toBe('c');
  });
});
