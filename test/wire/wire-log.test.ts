import { describe, expect, it } from '@jest/globals';
import {
  LARGEST_KEPT_BODIES,
  LARGEST_KEPT_HEAD,
  LONGEST_KEPT_BODY,
} from '../../src/wire/bounds.ts';
import { KEPT_BACK } from '../../src/wire/exchange.ts';
import type { Exchange, NameValue } from '../../src/wire/exchange.ts';
import { WireLog } from '../../src/wire/wire-log.ts';

const TOKEN = 'token-canary-0123456789';

interface Parts {
  readonly url?: string;
  readonly headers?: readonly NameValue[];
  readonly form?: readonly NameValue[];
  readonly body?: string;
}

function exchangeOf(step: string, { url = '', headers = [], form = [], body = '' }: Parts = {}) {
  return {
    step,
    title: step,
    channel: 'back',
    from: 'client',
    to: 'authorization-server',
    request: { method: 'POST', url, headers, form },
    response: { status: 200, headers: [], body },
  } as const;
}

const steps = ({ exchanges }: WireLog) => exchanges.map(({ id, step }) => `${id} ${step}`);
const bodies = ({ exchanges }: WireLog) => exchanges.map(({ response }) => response?.body ?? '');

function characters({ request, response }: Exchange): number {
  const fields = [...request.headers, ...(request.form ?? []), ...(response?.headers ?? [])];
  return [request.url, ...fields.flat()].join('').length;
}

describe('The wire log of a run', () => {
  it('keeps the latest five exchanges of a step, all of the flow before it, and counts what it dropped', () => {
    const log = new WireLog();
    for (const step of ['A', 'C', 'D', 'API', 'API']) log.add(exchangeOf(step));

    for (let count = 0; count < 4_223; count += 1) log.add(exchangeOf('Refresh'));

    expect(steps(log).slice(0, 5)).toEqual(['x1 A', 'x2 C', 'x3 D', 'x4 API', 'x5 API']);
    expect(steps(log).slice(5)).toEqual([4224, 4225, 4226, 4227, 4228].map((n) => `x${n} Refresh`));
    expect(log.dropped).toEqual({ Refresh: 4_218 });
  });

  it('gives no id twice, not even after the latest was dropped, nor after it was stored', () => {
    const log = new WireLog();
    for (const step of ['A', 'API', 'API']) log.add(exchangeOf(step));
    log.drop('API');

    const later = new WireLog(log.keep());

    expect(later.add(exchangeOf('API')).id).toBe('x4');
    expect(later.dropped).toEqual({ API: 2 });
  });

  it('keeps no more of a body than 128 Ki characters, and says how much it left out', () => {
    const log = new WireLog();

    const { response, leftOut } = log.add(
      exchangeOf('D', { body: 'x '.repeat(LONGEST_KEPT_BODY / 2 + 5) }),
    );

    expect(response?.body).toHaveLength(LONGEST_KEPT_BODY - 1);
    expect(response?.body.at(-1)).toBe('…');
    expect(leftOut).toBe(11);
  });

  it('bounds the bodies together: the longest gives way, and a short one stays whole', () => {
    const log = new WireLog();
    log.add(exchangeOf('D', { body: 'short' }));

    for (let count = 0; count < 16; count += 1) {
      log.add(exchangeOf('API', { body: 'x '.repeat(LONGEST_KEPT_BODY / 2) }));
    }

    expect(bodies(log).join('').length).toBeLessThanOrEqual(LARGEST_KEPT_BODIES);
    expect(bodies(log)[0]).toBe('short');
    expect(
      Math.min(
        ...bodies(log)
          .slice(1)
          .map((body) => body.length),
      ),
    ).toBeGreaterThan(16_000);
  });

  it.each<[string, Parts]>([
    ['a URL', { url: 'x'.repeat(1e6) }],
    ['the value of a header', { headers: [['x', 'x'.repeat(1e6)]] }],
    ['the name of a header', { headers: [['x'.repeat(1e6), 'x']] }],
    ['a field of a form', { form: [['x', 'x'.repeat(1e6)]] }],
    ['ten thousand fields', { form: Array.from({ length: 10_000 }, () => ['name', 'value']) }],
  ])('bounds an exchange: %s', (_what, parts) => {
    const log = new WireLog();

    const kept = log.add(exchangeOf('D', parts));

    expect(characters(kept)).toBeLessThanOrEqual(LARGEST_KEPT_HEAD + 2);
    expect(kept.request.form?.length).toBeLessThanOrEqual(50);
    expect(kept.leftOut).toBeGreaterThan(0);
  });

  it('leaves an exchange of the usual size as it is', () => {
    const exchange = exchangeOf('D', { url: 'u', headers: [['n', 'v']], body: '{}' });

    expect(new WireLog().add(exchange)).toMatchObject({ ...exchange, id: 'x1' });
  });
});

describe('What is erased from the wire log', () => {
  function erased(secrets: readonly string[], parts: Parts): Exchange | undefined {
    const log = new WireLog();
    log.add(exchangeOf('D', parts));
    log.erase(secrets);
    return log.exchanges[0];
  }

  it.each(['a', 'id', '"', ':', '}', '\\', 'null', '200', 'step'])(
    'is a value and no more, where the token is %j: names, numbers and literals stay',
    (token) => {
      const body = JSON.stringify({ access_token: token, scope: 'account id', no: null });
      const parts: Parts = {
        headers: [['Authorization', `Bearer ${token}`]],
        form: [['refresh_token', token]],
        body,
      };

      const found = erased([token], parts);

      expect(found).toMatchObject({ id: 'x1', step: 'D', response: { status: 200 } });
      expect(found?.request.form).toEqual([['refresh_token', KEPT_BACK.deletedToken]]);
      expect(JSON.parse(found?.response?.body ?? '')).toEqual({
        access_token: KEPT_BACK.deletedToken,
        scope: 'account id',
        no: null,
      });
    },
  );

  it.each([
    ['as it is', TOKEN, TOKEN],
    ['in JSON, with quotes', 'quo"ted\\canary', String.raw`quo\"ted\\canary`],
    ['in JSON, with \\/', 'slashed/canary', String.raw`slashed\/canary`],
    ['in JSON, beyond ASCII', 'éclair-canary-😀', String.raw`\u00e9clair-canary-\ud83d\ude00`],
    ['in a URL', 'spaced canary+/=', 'spaced+canary%2B%2F%3D'],
  ])('is found however it is written: %s', (_how, token, written) => {
    const found = erased([token], {
      url: `https://api.example/?next=${written}&more=m`,
      headers: [['x-echo', `<${written}>`]],
      body: `{"echo":"${written}"}`,
    });

    expect(JSON.stringify(found)).not.toContain('canary');
    expect(found?.response?.body).toBe(`{"echo":"${KEPT_BACK.deletedToken}"}`);
    expect(found?.request.url).toBe(`https://api.example/?next=${KEPT_BACK.deletedToken}&more=m`);
  });

  it('is never half there, where the log has cut an answer', () => {
    const found = erased([TOKEN], { body: `${' '.repeat(LONGEST_KEPT_BODY - 12)}${TOKEN}` });

    expect(found?.response?.body).not.toContain('token');
  });
});
