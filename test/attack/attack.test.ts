import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { attacks } from './kinds/index.ts';

const HIGH = ['H1', 'H2', 'H3', 'H4', 'H5', 'H6'];
const MEDIUM = Array.from({ length: 11 }, (_, at) => `M${at + 1}`);
/** L1, L7 and L12 are about files and keys: there is nothing to send. */
const LOW = ['L2', 'L3', 'L4', 'L5', 'L6', 'L8', 'L9', 'L10', 'L11'];

describe('The attacks that npm run attack replays', () => {
  it.each([...HIGH, ...MEDIUM, ...LOW])('have one of the kind %s', (id) => {
    expect(attacks.filter((attack) => attack.id === id)).not.toEqual([]);
  });

  it('are each told apart by what is tried', () => {
    const lines = attacks.map(({ id, tried }) => `${id} ${tried}`);

    expect(new Set(lines).size).toBe(lines.length);
  });

  it('are all in the registry', () => {
    const kinds = path.join(import.meta.dirname, 'kinds');
    const registry = readFileSync(path.join(kinds, 'index.ts'), 'utf8');
    const missing = readdirSync(kinds)
      .filter((file) => !['index.ts', 'floods.ts'].includes(file)) // the floods are rows of one
      .filter((file) => !registry.includes(`'./${file}'`));

    expect(missing).toEqual([]);
  });
});
