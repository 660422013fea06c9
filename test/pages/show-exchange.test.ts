import { describe, expect, it } from '@jest/globals';
import { showExchange } from '../../src/pages/show-exchange.ts';
import type { TextPart } from '../../src/wire/redaction.ts';
import { LONGEST_KEPT_BODY } from '../../src/wire/bounds.ts';
import { KEPT_BACK } from '../../src/wire/exchange.ts';
import { WireLog } from '../../src/wire/wire-log.ts';
import type { Exchange } from '../../src/wire/exchange.ts';

const TOKEN = 'access-token-canary-0123456789';
const SHOWING = {
  slug: 'authorization-code',
  secrets: [TOKEN],
  isAlone: false,
  isRevealable: true,
};
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

const MORE = ' and more'.repeat(20);

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

  it.each(['fifteen"letters&', '"', '=', 'a b', '<'])('masks all of the code %j', (code) => {
    const request = { ...EXCHANGE.request, form: [['code', code]] as const };

    const [field] = showExchange({ ...EXCHANGE, request }, SHOWING).request.form;

    expect(field?.value.every(({ isMasked }) => isMasked)).toBe(true);
    expect(text(field?.value)).toBe(code.length < 16 ? '••••' : 'fift…ers&');
  });

  it('masks the code in the address of a redirect', () => {
    const url = 'https://client.example/cb?code=code-canary-0123456789&state=s';
    const request = { method: 'GET', url, headers: [] };

    const view = showExchange({ ...EXCHANGE, channel: 'front', request }, SHOWING);

    expect(text(view.request.url)).toBe('https://client.example/cb?code=code…6789&state=s');
  });

  it('shows all of it when it is the one that was asked for, but for what was kept back', () => {
    const view = showExchange(EXCHANGE, { ...SHOWING, revealed: 'x3' });

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

  it.each([
    [
      'by its name',
      (pad: string) => `{"pad":"${pad}","code":"code-canary-0123456789","more":"${MORE}"}`,
    ],
    ['because it is known', (pad: string) => `${pad}${TOKEN}${MORE}`],
    ['as a bearer token', (pad: string) => `${pad} Bearer unknown-canary-0123456789${MORE}`],
  ])('shows no half of a secret where the cut goes through it, masked %s', (_how, bodyWith) => {
    for (let room = 0; room < 80; room += 1) {
      const response = { status: 400, headers: [], body: bodyWith('-'.repeat(1_500 - room)) };

      const { response: shown } = showExchange({ ...EXCHANGE, response }, SHOWING);

      expect(text(shown?.body)).not.toMatch(/anary|ccess-t|code-|unkno/);
      expect(text(shown?.body).length).toBeLessThanOrEqual(1_500);
      expect(shown?.isCut).toBe(true);
    }
  });

  it('shows what stands behind tokens, however long they are', () => {
    const tokens = { access_token: 'a'.repeat(8_192), refresh_token: 'r'.repeat(8_192) };
    const body = JSON.stringify({ ...tokens, scope: 'account' });
    const response = { status: 200, headers: [], body };

    const { response: shown } = showExchange({ ...EXCHANGE, response }, SHOWING);

    expect(text(shown?.body)).toBe(
      '{\n  "access_token": "aaaa…aaaa",\n  "refresh_token": "rrrr…rrrr",\n  "scope": "account"\n}',
    );
    expect(shown?.isCut).toBe(false);
  });

  it('shows no half of one where it looks no further, and says that it does not', () => {
    const known = 'k3y-'.repeat(2_048);
    const response = { status: 400, headers: [], body: `${known} `.repeat(9) };

    const { response: shown } = showExchange(
      { ...EXCHANGE, response },
      { ...SHOWING, secrets: [known] },
    );

    expect(text(shown?.body)).toBe(`${'k3y-…k3y- '.repeat(3)}…`);
    expect(shown?.isCut).toBe(true);
  });

  it('shows no half of a secret at the end of what the log has kept of an answer', () => {
    for (let room = 0; room < 100; room += 1) {
      const log = new WireLog();
      const body = `${'-'.repeat(LONGEST_KEPT_BODY - room)}${TOKEN}${MORE}`;
      const exchange = log.add({ ...EXCHANGE, response: { status: 200, headers: [], body } });

      const shown = showExchange(exchange, { ...SHOWING, isAlone: true });

      expect(text(shown.response?.body)).not.toMatch(/ccess-t|canary/);
      expect(shown.leftOut).toBeGreaterThan(0);
    }
  });

  it('masks what is shown, and neither masks nor lays out what is not: a plain success of the API', () => {
    const response = { status: 200, headers: [], body: '{"a":[1]}' };
    const call = { ...EXCHANGE, step: 'API', response };

    expect(showExchange(call, SHOWING).response).toMatchObject({ isFolded: true, body: [] });
    expect(text(showExchange(call, { ...SHOWING, isAlone: true }).response?.body)).toBe(
      '{\n  "a": [\n    1\n  ]\n}',
    );
  });

  it('shows a secret of a URL in the curl command no sooner than in the request', () => {
    const request = { method: 'GET', url: `https://api.example/?next=${TOKEN}`, headers: [] };
    const call = { ...EXCHANGE, request };

    expect(showExchange(call, SHOWING).curl).not.toContain('canary');
    expect(showExchange(call, { ...SHOWING, revealed: 'x3' }).curl).toContain(TOKEN);
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
