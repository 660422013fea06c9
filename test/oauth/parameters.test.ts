import { describe, expect, it } from '@jest/globals';
import { InvalidRequestError } from '../../src/errors/errors.ts';
import { parseParameters } from '../../src/oauth/parameters.ts';

describe('Parameters', () => {
  it('are read by name, an empty value as none (§3.1)', () => {
    expect([...parseParameters({ code: 'c', state: '' })]).toEqual([['code', 'c']]);
  });

  it('must not come twice (§3.1)', () => {
    expect(() => parseParameters({ code: ['a', 'b'] })).toThrow(InvalidRequestError);
  });

  it('must be text', () => {
    expect(() => parseParameters({ code: { a: 'b' } })).toThrow(InvalidRequestError);
  });

  it.each([undefined, null, 'text', 7])('are none in %p', (input) => {
    expect(parseParameters(input).size).toBe(0);
  });

  it('do not reach into prototypes', () => {
    const input = JSON.parse('{"__proto__": "x", "constructor": "y"}') as unknown;

    const parameters = parseParameters(input);

    expect(parameters.get('__proto__')).toBe('x');
    expect(parameters.get('toString')).toBeUndefined();
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('have their names cut in the message, which is shown', () => {
    const name = 'n'.repeat(10_000);

    expect(() => parseParameters({ [name]: ['a', 'b'] })).toThrow(/^.{1,100}$/);
  });
});
