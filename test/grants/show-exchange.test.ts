import { describe, expect, it } from '@jest/globals';
import { showExchange } from '../../src/grants/show-exchange.ts';
import type { TextPart } from '../../src/wire/redaction.ts';
import { KEPT_BACK } from '../../src/wire/exchange.ts';
import type { Exchange } from '../../src/wire/exchange.ts';

const TOKEN = 'access-token-canary-0123456789';
const SHOWING = { slug: 'authorization-code', secrets: [TOKEN], longestBody: 1_500 };
const EXCHANGE: Exchange = {
  id: 'x3',
  step: 'D',
  title: 'Token request',
  channel: 'back',
  from: 'client',
  to: 'authorization-server',
  request: {
    method: 'POST',
    url: 'https://as.example/token',
    headers: [['Authorization', KEPT_BACK.clientCredentials]],
    form: [
      ['code', 'code-canary-0123456789'],
      ['password', KEPT_BACK.password],
      ['grant_type', 'authorization_code'],
    ],
  },
  response: {
    status: 200,
    headers: [['x-echo', TOKEN]],
    body: `{"access_token":"${TOKEN}","scope":"account"}`,
  },
  durationMs: 0.2,
};

const text = (parts: readonly TextPart[] = []) => parts.map((part) => part.text).join('');

describe('An exchange, ready for a page', () => {
  it('masks codes and tokens wherever they stand, and shows the rest', () => {
    const view = showExchange(EXCHANGE, SHOWING);

    expect(JSON.stringify(view)).not.toContain('canary');
    expect(view.request.form.map(({ name, value }) => [name, text(value)])).toEqual([
      ['code', 'code…6789'],
      ['password', '[the password]'],
      ['grant_type', 'authorization_code'],
    ]);
    expect(text(view.response?.body)).toContain('"scope": "account"');
  });

  it('masks the code in the address of a redirect', () => {
    const url = 'https://client.example/cb?code=code-canary-0123456789&state=s';
    const request = { method: 'GET', url, headers: [] };

    const view = showExchange({ ...EXCHANGE, channel: 'front', request }, SHOWING);

    expect(text(view.request.url)).toBe('https://client.example/cb?code=code…6789&state=s');
  });

  it('shows all of it when it is the one that was asked for, but for what was kept back', () => {
    const view = showExchange(EXCHANGE, { ...SHOWING, revealed: 'x3', longestBody: 10 });

    expect(view.isRevealed).toBe(true);
    expect(text(view.response?.body)).toContain(TOKEN);
    expect(view.response?.isCut).toBe(false);
    expect(JSON.stringify(view.request)).toContain(KEPT_BACK.password);
  });

  it('stays masked when another one was asked for', () => {
    expect(JSON.stringify(showExchange(EXCHANGE, { ...SHOWING, revealed: 'x30' }))).not.toContain(
      'canary',
    );
  });

  it('is cut after it was masked, so that no half of a secret stays', () => {
    const body = `{"access_token":"${TOKEN}"}`;
    const cuts = Array.from({ length: 60 }, (_, longestBody) =>
      showExchange(
        { ...EXCHANGE, response: { status: 200, headers: [], body } },
        {
          ...SHOWING,
          longestBody,
        },
      ),
    );

    for (const view of cuts) expect(text(view.response?.body)).not.toContain('canary');
    expect(cuts[10]?.response?.isCut).toBe(true);
  });

  it('offers to reveal only where there is something to reveal', () => {
    const { form: _form, ...request } = EXCHANGE.request;
    const response = { status: 200, headers: [], body: '{}' };

    expect(showExchange(EXCHANGE, SHOWING).isRevealable).toBe(true);
    expect(showExchange({ ...EXCHANGE, request, response }, SHOWING).isRevealable).toBe(false);
  });

  it('says why no answer came', () => {
    const { response: _none, ...rest } = EXCHANGE;

    const view = showExchange({ ...rest, failure: 'No usable answer' }, SHOWING);

    expect(view.failure).toBe('No usable answer');
    expect(view.response).toBeUndefined();
  });

  it('is a curl command in the back channel only', () => {
    expect(showExchange(EXCHANGE, SHOWING).curl).toContain('curl --request POST');
    expect(showExchange({ ...EXCHANGE, channel: 'front' }, SHOWING).curl).toBeUndefined();
  });
});
