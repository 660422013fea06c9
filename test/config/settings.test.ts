import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { isPlaceholder, SETTINGS, VARIABLES } from '../../src/config/settings.ts';

describe('The settings', () => {
  it('have one environment variable each', () => {
    expect(Object.keys(VARIABLES).toSorted()).toEqual(Object.keys(SETTINGS).toSorted());
    expect(new Set(Object.values(VARIABLES)).size).toBe(Object.keys(VARIABLES).length);
  });

  it('are all that config.json, as shipped, mentions', () => {
    const shipped = JSON.parse(readFileSync('config.json', 'utf8')) as Record<string, unknown>;

    expect(Object.keys(shipped).filter((name) => !Object.hasOwn(SETTINGS, name))).toEqual([]);
    expect(shipped).toMatchObject({ consumerKey: '', consumerSecret: '' });
  });

  it('are all in .env.example, and nothing else is, with no value for a secret', () => {
    const lines = readFileSync('.env.example', 'utf8').matchAll(/^(?:# ?)?([A-Z_]+)=(.*)$/gm);
    const found = new Map([...lines].map(([, name = '', value = '']) => [name, value]));
    const known = new Set<string>([...Object.values(VARIABLES), 'NODE_ENV']);

    expect([...found.keys()].filter((name) => !known.has(name))).toEqual([]);
    expect(Object.values(VARIABLES).filter((name) => !found.has(name))).toEqual([]);
    expect(found.get('BITBUCKET_CONSUMER_SECRET')).toBe('');
    expect(found.get('SESSION_SECRET')).toBe('');
  });

  it('do not take a real key or secret for a placeholder', () => {
    const real = ['a1B2c3D4e5F6g7H8i9', 'XyzKeykeeper42', 'secret4711', 'tXXt'];

    expect(real.filter(isPlaceholder)).toEqual([]);
  });
});
